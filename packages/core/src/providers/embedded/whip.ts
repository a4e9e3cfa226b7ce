import { isServerErrorCode, LiveError, type LiveErrorCode } from '../../errors.ts';

const POST_MS = 5000;

const CODE_OF_STATUS: Record<number, LiveErrorCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  406: 'unsupported',
  409: 'conflict',
  413: 'too-large',
  429: 'rate-limited',
};

/** The refusal in a response of our server, or of any other WHIP server. */
async function refusal(response: Response): Promise<LiveError> {
  const text = await response.text().catch(() => '');
  let error: { code?: unknown; message?: unknown; details?: unknown } = {};
  try {
    error = (JSON.parse(text) as { error?: typeof error }).error ?? {};
  } catch {
    // Other servers explain themselves in plain text, or not at all.
  }
  const said =
    typeof error.code === 'string' && isServerErrorCode(error.code) && response.status !== 406 ? error.code : undefined;
  const code = said ?? CODE_OF_STATUS[response.status] ?? (response.status >= 500 ? 'unavailable' : 'invalid');
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new LiveError(code, typeof error.message === 'string' ? error.message : `The media server answered ${response.status}`, {
    details: error.details,
    retryAfter: retryAfter > 0 ? retryAfter : undefined,
  });
}

/** Sends an offer by WHIP or WHEP. Throws the server's refusal, `offline` or `timeout`. */
export async function postOffer(
  url: string,
  sdp: string,
  bearer: string | undefined,
  signal: AbortSignal,
): Promise<{ sdp: string; resource: string | undefined }> {
  // Any would do instead of this pair, but browsers in use today do not have it.
  const late = new AbortController();
  const abort = () => late.abort();
  const timer = setTimeout(abort, POST_MS);
  signal.addEventListener('abort', abort);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: sdp,
      headers: { 'Content-Type': 'application/sdp', ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) },
      signal: late.signal,
    });
    if (response.status !== 201) throw await refusal(response);
    const location = response.headers.get('Location');
    return { sdp: await response.text(), resource: location ? new URL(location, response.url || url).href : undefined };
  } catch (error) {
    if (error instanceof LiveError) throw error;
    if (signal.aborted) throw new LiveError('cancelled', 'Closed', { cause: error });
    if (late.signal.aborted) throw new LiveError('timeout', 'The media server does not answer', { cause: error });
    throw new LiveError('offline', 'The media server cannot be reached', { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Gives a connection back to the server. Nobody waits for it: the server would notice by itself, only later. */
export function removeResource(resource: string, bearer: string | undefined): void {
  const headers = bearer ? { Authorization: `Bearer ${bearer}` } : undefined;
  // `keepalive` lets it leave while the page goes away.
  fetch(resource, { method: 'DELETE', keepalive: true, headers }).catch(() => undefined);
}
