/** Every code a caller can meet. The first block comes from the server with this HTTP status, the second arises in the browser. */
export const ERROR_STATUS = {
  invalid: 400,
  'idempotency-key-missing': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'sold-out': 409,
  'in-progress': 409,
  expired: 409,
  'limit-reached': 409,
  'insufficient-balance': 409,
  'too-large': 413,
  'key-reused': 422,
  'rate-limited': 429,
  unavailable: 503,
  'storage-full': 507,
} as const;

/** A code of the server's closed list. */
export type ServerErrorCode = keyof typeof ERROR_STATUS;

/** Codes that arise in the browser: network, devices, providers. */
export const BROWSER_ERROR_CODES = [
  'offline',
  'timeout',
  'cancelled',
  'unsupported',
  'needs-https',
  'permission-denied',
  'no-device',
  'device-busy',
  'device-lost',
  'auth',
  'billing',
  'kicked',
  'firewall',
] as const;

export type LiveErrorCode = ServerErrorCode | (typeof BROWSER_ERROR_CODES)[number];

export interface LiveErrorOptions {
  /** Machine-readable facts about the error, for example the fields of a body that do not fit. */
  details?: unknown;
  /** Seconds after which another try makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/** The one error of Vitrine: thrown where it is known, translated once, at the edge. */
export class LiveError extends Error {
  readonly code: LiveErrorCode;
  readonly details: unknown;
  readonly retryAfter: number | undefined;

  constructor(code: LiveErrorCode, message: string, options: LiveErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'LiveError';
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }
}

/** True for a code that the server may answer with. */
export const isServerErrorCode = (code: string): code is ServerErrorCode => Object.hasOwn(ERROR_STATUS, code);

/** True for any code of ours, the server's or the browser's. */
export const isLiveErrorCode = (code: string): code is LiveErrorCode =>
  isServerErrorCode(code) || (BROWSER_ERROR_CODES as readonly string[]).includes(code);

/** The code of anything thrown: a LiveError's own, `unavailable` for the unexpected. */
export const errorCode = (error: unknown): LiveErrorCode => (error instanceof LiveError ? error.code : 'unavailable');

/** The rule of the room's chat that a refusal names (`words`, `links`, `slow-mode`, …); undefined where it was something else. */
export function refusingRule(error: unknown): string | undefined {
  const details: unknown = error instanceof LiveError ? error.details : undefined;
  const rule: unknown = details !== null && typeof details === 'object' && 'rule' in details ? details.rule : undefined;
  return typeof rule === 'string' ? rule : undefined;
}
