import { isLiveErrorCode, LiveError, type LiveErrorCode } from '../../errors.ts';
import { TENCENT_REFUSALS, TENCENT_RULES } from '../../schemas/tencent.ts';

/** Codes of `@tencentcloud/chat`: its own from 2000 on, the service's from 10000 on. */
const CHAT: Readonly<Record<number, LiveErrorCode>> = {
  2000: 'invalid',
  2001: 'invalid',
  2002: 'invalid',
  2003: 'auth',
  2022: 'auth',
  2023: 'auth',
  2024: 'auth',
  2025: 'in-progress',
  2040: 'unsupported',
  2100: 'unavailable',
  2101: 'forbidden',
  2252: 'invalid',
  2253: 'too-large',
  2301: 'too-large',
  2351: 'too-large',
  2402: 'too-large',
  2480: 'conflict',
  2501: 'not-found',
  2600: 'invalid',
  2602: 'invalid',
  2603: 'not-found',
  2623: 'forbidden',
  2641: 'unsupported',
  2642: 'forbidden',
  2660: 'forbidden',
  2662: 'auth',
  2681: 'forbidden',
  2684: 'forbidden',
  2685: 'forbidden',
  2687: 'unsupported',
  2800: 'offline',
  2801: 'offline',
  2805: 'offline',
  2903: 'unavailable',
  2905: 'unsupported',
  2996: 'rate-limited',
  2998: 'unsupported',
  2999: 'in-progress',
  3000: 'in-progress',
  3001: 'auth',
  3002: 'kicked',
  3003: 'kicked',
  3004: 'auth',
  3005: 'auth',
  3006: 'kicked',
  3122: 'billing',
  3123: 'forbidden',
  6014: 'auth',
  10002: 'unavailable',
  10003: 'invalid',
  10004: 'invalid',
  10006: 'rate-limited',
  10007: 'forbidden',
  10010: 'not-found',
  10014: 'limit-reached',
  10015: 'not-found',
  // Refused by our own hook before sending, or by a mute.
  10016: 'forbidden',
  10017: 'forbidden',
  10018: 'too-large',
  10023: 'rate-limited',
  10032: 'forbidden',
  10049: 'rate-limited',
  20001: 'invalid',
  20002: 'auth',
  20003: 'not-found',
  20004: 'unavailable',
  20006: 'forbidden',
  20007: 'forbidden',
  20012: 'forbidden',
  60002: 'unavailable',
  60006: 'rate-limited',
  60010: 'forbidden',
  60012: 'invalid',
  60014: 'timeout',
  60022: 'unavailable',
  70001: 'auth',
  70002: 'auth',
  70003: 'auth',
  70005: 'auth',
  70009: 'auth',
  70013: 'auth',
  70014: 'auth',
  70016: 'auth',
  70020: 'unavailable',
  70050: 'rate-limited',
  70051: 'forbidden',
  70052: 'auth',
  70107: 'not-found',
  70169: 'timeout',
  70346: 'auth',
  70347: 'auth',
  70398: 'billing',
  70500: 'unavailable',
  80001: 'forbidden',
  80002: 'too-large',
};

/** Codes of `trtc-sdk-v5`. A hundred stands for all of it that are not named. */
const TRTC: Readonly<Record<number, LiveErrorCode>> = {
  5000: 'invalid',
  5018: 'too-large',
  5100: 'conflict',
  5101: 'conflict',
  5102: 'not-found',
  5103: 'not-found',
  5104: 'in-progress',
  5107: 'forbidden',
  5108: 'unsupported',
  5200: 'unsupported',
  5201: 'needs-https',
  5300: 'device-busy',
  5301: 'no-device',
  5302: 'permission-denied',
  5303: 'device-busy',
  5304: 'no-device',
  5305: 'device-busy',
  5306: 'permission-denied',
  5307: 'device-busy',
  5308: 'device-lost',
  5309: 'device-lost',
  5310: 'unsupported',
  5400: 'unavailable',
  5401: 'billing',
  5500: 'offline',
  5501: 'firewall',
  5502: 'offline',
  5503: 'unavailable',
  5504: 'unavailable',
  5505: 'unsupported',
  5506: 'unsupported',
  5507: 'unsupported',
  5508: 'unsupported',
  5998: 'cancelled',
  5999: 'unavailable',
};

/** `extraCode` of a TRTC error: what the service itself answered. */
const TRTC_SERVICE: Readonly<Record<number, LiveErrorCode>> = {
  [-100006]: 'forbidden',
  [-100013]: 'billing',
  [-100018]: 'auth',
};

/** Chat's own refusal of somebody who is muted in the room. */
const MUTED = 10_017;

/** Why the Chat service ended a login: the `type` of its `kickedOut` event. */
const CHAT_KICKS: Readonly<Record<string, LiveErrorCode>> = {
  multipleAccount: 'kicked',
  multipleDevice: 'kicked',
  REST_API_Kick: 'kicked',
  userSigExpired: 'auth',
};

/** Why the TRTC service ended a stay: the `reason` of its `kicked-out` event. */
const TRTC_KICKS: Readonly<Record<string, LiveErrorCode>> = {
  kick: 'kicked',
  banned: 'forbidden',
  room_disband: 'not-found',
  user_time_out: 'offline',
};

/** Said to developers; visitors read the elements' own texts. The SDKs' texts are empty without a network and often wrong. */
const MESSAGES: Partial<Record<LiveErrorCode, string>> = {
  auth: 'Tencent does not accept the UserSig',
  billing: 'The Tencent application is not paid up, or its plan does not include this',
  cancelled: 'Cancelled',
  conflict: 'Not possible at this moment',
  'device-busy': 'Another program is using the device',
  'device-lost': 'The device was lost',
  firewall: 'The network blocks the connection to Tencent',
  forbidden: 'The room does not allow it',
  invalid: 'Tencent does not accept the parameters',
  kicked: 'The same user is signed in elsewhere',
  'needs-https': 'Cameras and microphones need a page served by https',
  'no-device': 'There is no such device',
  'not-found': 'There is no such room',
  offline: 'Tencent cannot be reached',
  'permission-denied': 'The browser or the system does not allow it',
  'rate-limited': 'Too fast',
  timeout: 'Tencent did not answer in time',
  'too-large': 'The message is too large',
  unsupported: 'This browser or SDK cannot do it',
};

interface Refusal {
  code: LiveErrorCode;
  service: 'chat' | 'trtc';
  reason: unknown;
  /** The rule of the room that is against it. */
  rule?: string | undefined;
  cause?: unknown;
}

const refusal = ({ code, cause, rule, ...details }: Refusal): LiveError =>
  new LiveError(code, MESSAGES[code] ?? 'Tencent refused it', {
    cause,
    details: rule === undefined ? details : { ...details, rule },
  });

const make = (code: LiveErrorCode, service: 'chat' | 'trtc', reason: unknown, cause?: unknown): LiveError =>
  refusal({ code, service, reason, cause });

const numberOf = (thrown: unknown, field: 'code' | 'extraCode'): number | undefined => {
  const value: unknown = typeof thrown === 'object' && thrown !== null ? (thrown as Record<string, unknown>)[field] : undefined;
  return typeof value === 'number' ? value : undefined;
};

/** Translates what `@tencentcloud/chat` throws or rejects with. Without a code it did not like its parameters. */
export function chatError(thrown: unknown): LiveError {
  if (thrown instanceof LiveError) return thrown;
  const number = numberOf(thrown, 'code');
  if (number === undefined) return make(thrown instanceof Error ? 'invalid' : 'unavailable', 'chat', undefined, thrown);
  const rule = ruleOf(number);
  const code = rule === 'slow-mode' ? 'rate-limited' : (refusedByHook(number) ?? CHAT[number] ?? 'unavailable');
  return refusal({ code, service: 'chat', reason: number, rule, cause: thrown });
}

/** Tencent's own mute is the same as ours. */
const ruleOf = (number: number): string | undefined =>
  number === MUTED ? 'muted' : Object.entries(TENCENT_RULES).find(([, code]) => code === number)?.[0];

/** Our server's hook before sending says why in codes of its own; any other hook means no. */
function refusedByHook(number: number): LiveErrorCode | undefined {
  if (number < 10100 || number > 10200) return undefined;
  const ours = Object.entries(TENCENT_REFUSALS).find(([, code]) => code === number)?.[0];
  return ours !== undefined && isLiveErrorCode(ours) ? ours : 'forbidden';
}

/** Chat's own number for what became this error. */
export const chatReason = ({ details }: LiveError): unknown => (details as { reason?: unknown } | undefined)?.reason;

/** Translates what `trtc-sdk-v5` throws or rejects with. */
export function trtcError(thrown: unknown): LiveError {
  if (thrown instanceof LiveError) return thrown;
  const number = numberOf(thrown, 'code');
  const extra = numberOf(thrown, 'extraCode');
  if (number === undefined) return make('unavailable', 'trtc', undefined, thrown);
  const byService = number === 5400 && extra !== undefined ? TRTC_SERVICE[extra] : undefined;
  if (byService) return make(byService, 'trtc', extra, thrown);
  // A join that nobody answered looks like a refusal without a reason.
  if (number === 5400 && (extra === undefined || extra === 0)) return make('timeout', 'trtc', number, thrown);
  return make(TRTC[number] ?? TRTC[Math.floor(number / 100) * 100] ?? 'unavailable', 'trtc', number, thrown);
}

/** Translates the `type` of Chat's `kickedOut`. */
export const chatKick = (type: unknown): LiveError => make(CHAT_KICKS[String(type)] ?? 'kicked', 'chat', type);

/** Translates the `reason` of TRTC's `kicked-out`. */
export const trtcKick = (reason: unknown): LiveError => make(TRTC_KICKS[String(reason)] ?? 'kicked', 'trtc', reason);

/**
 * Without a network some calls say that they were not bought. Believed only while the network works, which `isOnline` finds out;
 * every other error passes.
 */
export async function believable(error: LiveError, isOnline: () => Promise<boolean>): Promise<LiveError> {
  if (error.code !== 'billing' || (await isOnline())) return error;
  return new LiveError('offline', MESSAGES.offline!, { cause: error, details: error.details });
}
