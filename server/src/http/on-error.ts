import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { ERROR_STATUS, isServerErrorCode, LiveError } from '@vitrine/core/errors.ts';
import type { ErrorBody } from '@vitrine/core/schemas/error.ts';
import type { Env } from './env.ts';

/** Seconds a client is told to wait where nobody knew better. */
const DEFAULT_RETRY_AFTER = 1;

function toLiveError(error: unknown): LiveError {
  if (error instanceof LiveError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new LiveError(error.status === 413 ? 'too-large' : 'invalid', error.message || 'The request does not fit', {
      cause: error,
    });
  }
  return new LiveError('unavailable', 'Something went wrong on our side', { cause: error });
}

/** Translates whatever was thrown into the one error body. What nobody foresaw is logged, never shown. */
export const onError =
  (log: Logger): ErrorHandler<Env> =>
  (thrown, c) => {
    const error = toLiveError(thrown);
    const code = isServerErrorCode(error.code) ? error.code : 'unavailable';
    if (!(thrown instanceof LiveError) && code === 'unavailable')
      log.error({ err: thrown, requestId: c.get('requestId') }, 'unforeseen error');
    const status: ContentfulStatusCode = ERROR_STATUS[code];
    if (status === 429 || status === 503)
      c.header('Retry-After', String(Math.max(1, Math.ceil(error.retryAfter ?? DEFAULT_RETRY_AFTER))));
    // The rest of the body is not read, so that nothing else can come over this connection.
    if (status === 413) c.header('Connection', 'close');
    const body: ErrorBody = {
      error: { code, message: error.message, ...(error.details === undefined ? {} : { details: error.details }) },
    };
    return c.json(body, status);
  };

export const onNotFound: NotFoundHandler<Env> = (c) => {
  const body: ErrorBody = { error: { code: 'not-found', message: 'There is nothing at this address' } };
  return c.json(body, 404);
};
