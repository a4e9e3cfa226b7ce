import * as v from 'valibot';
import { isServerErrorCode, LiveError } from './errors.ts';
import { ErrorBody } from './schemas/error.ts';

export interface RequestOptions {
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  /** Makes a repeat harmless; the same key must go with every retry of the same act. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Asks as nobody what everybody may read: that waits for no session, and browsers send it without asking first. */
  anonymous?: boolean;
  /** Outlives the page, for a last word on leaving it. */
  keepalive?: boolean;
}

/** Asks the server and validates what comes back. Rejects with a LiveError that names the reason. */
export type Request = <S extends v.GenericSchema>(
  schema: S,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options?: RequestOptions,
) => Promise<v.InferOutput<S>>;

/** Supplies the session's token; `renew` is true when the server has just refused the last one. */
export type TokenSource = (renew?: boolean) => Promise<string | undefined>;

/** The base URL that stands for a server, however it was written. */
export const normalizeServer = (server: string): string => server.replace(/\/+$/, '');

const TIMEOUT_MS = 15_000;

/** Builds a `Request` for one server. `path` is below `/api`. */
export function createRequest(server: string, token?: TokenSource): Request {
  return async function request(schema, method, path, options = {}) {
    const url = new URL(`${normalizeServer(server)}/api${path}`);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const signed = options.anonymous ? undefined : token;
    const first = await send(url, method, options, await signed?.());
    // A token can end between our check and the server's: one fresh one is worth a try.
    const renew = first.response.status === 401 && signed;
    const { response, body } = renew ? await send(url, method, options, await signed(true)) : first;
    if (!response.ok) throw toLiveError(response, body);
    const parsed = v.safeParse(schema, body);
    if (!parsed.success)
      throw new LiveError('unavailable', 'The server answered something unexpected', { details: parsed.issues });
    return parsed.output;
  };
}

interface Answer {
  response: Response;
  /** Undefined where it was not JSON. */
  body: unknown;
}

async function send(url: URL, method: string, options: RequestOptions, token: string | undefined): Promise<Answer> {
  const headers = new Headers();
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  // `AbortSignal.timeout` would keep everything around it in memory until it is over, long after the answer.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal,
      keepalive: options.keepalive,
      credentials: 'omit',
    });
    const body: unknown = await response.json().catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
    return { response, body };
  } catch (cause) {
    if (options.signal?.aborted) throw new LiveError('cancelled', 'Cancelled', { cause });
    if (late.signal.aborted) throw new LiveError('timeout', 'The server did not answer in time', { cause });
    throw new LiveError('offline', 'The server cannot be reached', { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** The error that an answer of the server tells of. */
export function toLiveError(response: Response, body: unknown): LiveError {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  const parsed = v.safeParse(ErrorBody, body);
  if (!parsed.success) return new LiveError('unavailable', `The server answered ${response.status}`, { retryAfter });
  const { code, message, details } = parsed.output.error;
  return new LiveError(isServerErrorCode(code) ? code : 'unavailable', message, { details, retryAfter });
}
