import * as v from 'valibot';
import { LiveId } from '@vitrine/core/schemas/common.ts';

/** Where an app's Chat servers stand, by the region that its console names. */
const REST_HOSTS = {
  china: 'console.tim.qq.com',
  singapore: 'adminapisgp.im.qcloud.com',
  seoul: 'adminapikr.im.qcloud.com',
  tokyo: 'adminapijpn.im.qcloud.com',
  frankfurt: 'adminapiger.im.qcloud.com',
  'silicon-valley': 'adminapiusa.im.qcloud.com',
  jakarta: 'adminapiidn.im.qcloud.com',
  riyadh: 'adminapiksa.im.qcloud.com',
} as const;
const REGIONS = Object.keys(REST_HOSTS) as (keyof typeof REST_HOSTS)[];
/** Apps of the international site have smaller numbers than those of the Chinese one. */
const FIRST_CHINESE_APP = 1_400_000_000;

const whole = (max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,10}$/, 'a whole number'), v.transform(Number), v.minValue(1, 'more than 0'), v.maxValue(max));
const address = (pattern: RegExp, what: string) =>
  v.pipe(
    v.string(),
    v.url('a URL'),
    v.regex(pattern, what),
    v.transform((url) => url.replace(/\/$/, '')),
  );
const Http = address(/^https?:\/\//, 'an http or https URL');
const Socket = address(/^wss?:\/\//, 'a ws or wss URL');
const ofLive = (pattern: RegExp, what: string) =>
  v.pipe(
    v.string(),
    v.check((url) => pattern.test(url) && url.includes('{liveId}'), what),
  );
const Text = v.pipe(v.string(), v.minLength(1));

/** The variables of Tencent as the environment spells them; what they may be together is said in `readTencent`. */
export const tencentEntries = {
  TENCENT_SDKAPPID: v.optional(whole(2 ** 32 - 1)),
  TENCENT_SECRETKEY: v.optional(v.pipe(v.string(), v.minLength(32, 'at least 32 characters'))),
  TENCENT_ADMIN: v.optional(
    v.pipe(v.string(), v.regex(/^[\w-]{1,32}$/, 'letters, digits, _ and -, at most 32')),
    'administrator',
  ),
  TENCENT_REGION: v.optional(v.picklist(REGIONS, `one of ${REGIONS.join(', ')}`)),
  TENCENT_REST_URL: v.optional(Http),
  TENCENT_ROOM_TYPE: v.optional(v.picklist(['AVChatRoom', 'Live'], 'AVChatRoom or Live'), 'AVChatRoom'),
  TENCENT_WEBHOOK_PATH: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/, '16 to 128 letters, digits, _ and -'))),
  TENCENT_CALLBACK_TOKEN: v.optional(v.pipe(v.string(), v.minLength(16, 'at least 16 characters'), v.maxLength(128))),
  TENCENT_RTC_CALLBACK_KEY: v.optional(v.pipe(v.string(), v.minLength(16, 'at least 16 characters'))),
  TENCENT_CLOUD_SECRET_ID: v.optional(Text),
  TENCENT_CLOUD_SECRET_KEY: v.optional(Text),
  TENCENT_CLOUD_URL: v.optional(Http),
  TENCENT_CDN_PUSH_URL: v.optional(ofLive(/^rtmps?:\/\//, 'an rtmp URL with {liveId} in it')),
  TENCENT_CDN_PUSH_KEY: v.optional(Text),
  TENCENT_CDN_PLAY_URL: v.optional(ofLive(/^https:\/\//, 'an https URL with {liveId} in it')),
  TENCENT_CDN_LATENCY_MS: v.optional(whole(60_000), '8000'),
  TENCENT_CHAT_PROXY: v.optional(Socket),
  TENCENT_RTC_PROXY: v.optional(Socket),
};

type Variables = v.InferOutput<v.ObjectSchema<typeof tencentEntries, undefined>>;

/** What the shop says about its Tencent app. */
export type TencentConfig = NonNullable<ReturnType<typeof readTencent>>;

/** Variables that mean nothing one without the other. */
const PAIRS: readonly (readonly [keyof Variables, keyof Variables, string])[] = [
  ['TENCENT_SDKAPPID', 'TENCENT_SECRETKEY', 'the secret key of the app'],
  ['TENCENT_SECRETKEY', 'TENCENT_SDKAPPID', 'the number of the app'],
  ['TENCENT_WEBHOOK_PATH', 'TENCENT_CALLBACK_TOKEN', 'the token that signs callbacks'],
  ['TENCENT_CALLBACK_TOKEN', 'TENCENT_WEBHOOK_PATH', 'the secret part of the address that callbacks come to'],
  ['TENCENT_RTC_CALLBACK_KEY', 'TENCENT_WEBHOOK_PATH', 'the secret part of the address that callbacks come to'],
  ['TENCENT_CLOUD_SECRET_ID', 'TENCENT_CLOUD_SECRET_KEY', 'the key of the cloud account'],
  ['TENCENT_CLOUD_SECRET_KEY', 'TENCENT_CLOUD_SECRET_ID', 'the id of the key of the cloud account'],
  ['TENCENT_CDN_PUSH_URL', 'TENCENT_CLOUD_SECRET_ID', 'the cloud account that may start the relay'],
  ['TENCENT_CDN_PUSH_URL', 'TENCENT_CDN_PLAY_URL', 'where the crowd plays what is pushed'],
  ['TENCENT_CDN_PUSH_KEY', 'TENCENT_CDN_PUSH_URL', 'the address that the key opens'],
];

/** Every fault of the variables together, as lines for whoever set them. `given` are the names that were set. */
export function tencentFaults(given: Record<string, unknown>): string[] {
  const faults = PAIRS.filter(([name, needs]) => given[name] && !given[needs]).map(
    ([name, needs, what]) => `${needs}: missing. With ${name} the server needs ${what}.`,
  );
  const stray = Object.keys(tencentEntries).find((name) => given[name] && !given.TENCENT_SDKAPPID && !given.TENCENT_SECRETKEY);
  if (stray) faults.push(`TENCENT_SDKAPPID: missing. ${stray} is set, but no app of Tencent’s.`);
  return [...new Set(faults)];
}

/** The app as the server uses it; undefined where the shop has none. */
export function readTencent(e: Variables) {
  const { TENCENT_SDKAPPID: sdkAppId, TENCENT_SECRETKEY: secretKey } = e;
  if (sdkAppId === undefined || secretKey === undefined) return undefined;
  const chinese = sdkAppId >= FIRST_CHINESE_APP;
  const cloudUrl = e.TENCENT_CLOUD_URL ?? `https://trtc.${chinese ? '' : 'intl.'}tencentcloudapi.com`;
  return {
    sdkAppId,
    secretKey,
    /** The account that administers the app, and the one whose messages are the server's. */
    admin: e.TENCENT_ADMIN,
    restUrl: e.TENCENT_REST_URL ?? `https://${REST_HOSTS[e.TENCENT_REGION ?? (chinese ? 'china' : 'singapore')]}`,
    roomType: e.TENCENT_ROOM_TYPE,
    webhook:
      e.TENCENT_WEBHOOK_PATH && e.TENCENT_CALLBACK_TOKEN
        ? { path: e.TENCENT_WEBHOOK_PATH, token: e.TENCENT_CALLBACK_TOKEN, rtcKey: e.TENCENT_RTC_CALLBACK_KEY }
        : undefined,
    cloud:
      e.TENCENT_CLOUD_SECRET_ID && e.TENCENT_CLOUD_SECRET_KEY
        ? {
            secretId: e.TENCENT_CLOUD_SECRET_ID,
            secretKey: e.TENCENT_CLOUD_SECRET_KEY,
            url: cloudUrl,
            region: chinese ? 'ap-guangzhou' : 'ap-singapore',
          }
        : undefined,
    cdn: {
      pushUrl: e.TENCENT_CDN_PUSH_URL,
      pushKey: e.TENCENT_CDN_PUSH_KEY,
      playUrl: e.TENCENT_CDN_PLAY_URL,
      latencyMs: e.TENCENT_CDN_LATENCY_MS,
    },
    proxies: { chat: e.TENCENT_CHAT_PROXY, rtc: e.TENCENT_RTC_PROXY },
  };
}

/** The address of one live: `{liveId}` in the template stands for it. */
export const addressOf = (template: string, liveId: string): string => template.replaceAll('{liveId}', v.parse(LiveId, liveId));
