import type { TencentConfig } from './config.ts';

/** Where Tencent's SDKs call, read from their code. */
const HOSTS = [
  '*.cloud-rtc.com',
  '*.cloud-rtc.net',
  '*.rtc-web.com',
  '*.rtc-web.io',
  '*.my-imcloud.com',
  '*.im.qcloud.com',
  '*.tim.qq.com',
  'yun.tim.qq.com',
  'web.sdk.qcloud.com',
  'webar.qcloud.com',
  'webar-static.tencent-cloud.com',
];
const CALLS = HOSTS.flatMap((host) => [`https://${host}`, `wss://${host}`]);

/**
 * A page's policy, opened for Tencent's SDKs where the rooms are there. They build workers out of addresses of their own and
 * compile WebAssembly, so Trusted Types cannot be asked for.
 */
export function withTencent(directives: readonly string[], tencent: TencentConfig | undefined): readonly string[] {
  if (!tencent) return directives;
  const { cdn, proxies } = tencent;
  const play = cdn.playUrl ? [new URL(cdn.playUrl.replaceAll('{liveId}', 'live')).origin] : [];
  const own = [proxies.chat, proxies.rtc].flatMap((proxy) => (proxy ? [new URL(proxy).origin] : []));
  const more: Record<string, readonly string[]> = {
    'script-src': ["'wasm-unsafe-eval'"],
    'connect-src': [...CALLS, ...play, ...own],
    'media-src': ['blob:', ...play],
  };
  return [
    ...directives
      .filter((directive) => !directive.includes('trusted-types'))
      .map((directive) => [directive, ...(more[directive.split(' ', 1)[0]!] ?? [])].join(' ')),
    'worker-src blob:',
  ];
}
