import { lookup as resolve } from 'node:dns/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LiveError } from '@vitrine/core/errors.ts';

/** What to ask an address of the outside world. */
export interface SafeRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** How many redirects are followed, each checked like the first address; by default none: a 3xx is the answer. */
  redirects?: number;
  /** Largest answer in bytes, before it is refused with `too-large`. */
  maxBytes?: number;
  /** Milliseconds until the whole of it must be over. */
  timeoutMs?: number;
}

export interface SafeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Where it came from in the end. */
  url: string;
  body: Buffer;
}

/**
 * Asks an address that a person gave us. Rejects with `invalid` for one that is not of the public internet, `too-large`, or
 * `unavailable` where nobody answered in time. Any status is an answer.
 */
export type SafeFetch = (url: string, request?: SafeRequest) => Promise<SafeAnswer>;

export interface SafeFetchOptions {
  /** Lets it reach this very machine: for the demo and for tests, where everything lives here. */
  allowLoopback?: boolean;
  /** Names to addresses; tests put their own here. */
  lookup?: (hostname: string) => Promise<{ address: string; family: number }[]>;
}

const MAX_BYTES = 2_097_152;
const TIMEOUT_MS = 10_000;

const refuse = (why: string): LiveError => new LiveError('invalid', why);

/** True for an address of the public internet: not of this machine, a private network, a cloud's metadata or a tunnel into them. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // `range()` has a name for almost everything that is special; of IPv6 nothing but 2000::/3 was ever given out.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || (parsed.toByteArray()[0]! & 0xe0) === 0x20);
}

/**
 * `fetch` for addresses that people gave us: product pages, webhooks. It reaches the public internet only, whatever a name
 * resolves to, and connects to the very address that it checked, so that a name cannot mean something else a moment later.
 */
export function createSafeFetch({
  allowLoopback = false,
  lookup = (hostname) => resolve(hostname, { all: true }),
}: SafeFetchOptions = {}): SafeFetch {
  const mayReach = (address: string): boolean =>
    isPublicAddress(address) || (allowLoopback && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback');

  /** Resolves and checks in one: the socket asks nobody else. One forbidden address among several refuses the name. */
  const checkedLookup: LookupFunction = (hostname, { all }, answer) => {
    lookup(hostname).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => mayReach(address))) {
          answer(refuse('This address is not on the public internet'), '', 4);
        } else if (all) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (cause: unknown) => answer(new LiveError('unavailable', `There is no ${hostname}`, { cause }), '', 4),
    );
  };

  function checkedUrl(text: string, base?: string): URL {
    if (!URL.canParse(text, base)) throw refuse('This is not a URL');
    const url = new URL(text, base);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('Only http: and https: are fetched');
    if (url.username || url.password) throw refuse('A URL with a user in it is not fetched');
    // A literal address is never looked up. The parser has already turned 0x7f.1 and its like into what they mean.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !mayReach(host)) throw refuse('This address is not on the public internet');
    return url;
  }

  return async function safeFetch(start, request = {}) {
    const { redirects = 0, timeoutMs = TIMEOUT_MS } = request;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      let url = checkedUrl(start);
      for (let left = redirects; ; left--) {
        const answer = await exchange(url, request, { lookup: checkedLookup, signal: late.signal });
        const { location } = answer.headers;
        if (redirects === 0 || answer.status < 300 || answer.status > 399 || location === undefined) return answer;
        if (left === 0) throw refuse('Too many redirects');
        url = checkedUrl(location, url.href);
      }
    } catch (error) {
      if (error instanceof LiveError) throw error;
      const why = late.signal.aborted ? 'took too long' : 'cannot be reached';
      throw new LiveError('unavailable', `${new URL(start).host} ${why}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
}

function exchange(
  url: URL,
  { method = 'GET', headers = {}, body, maxBytes = MAX_BYTES }: SafeRequest,
  options: Pick<RequestOptions, 'lookup' | 'signal'>,
): Promise<SafeAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // No agent: a connection that somebody else opened was checked for somebody else. Nothing packed: it could unfold without end.
    const sent = send(
      url,
      { ...options, method, agent: false, headers: { ...headers, 'Accept-Encoding': 'identity' } },
      (response) => {
        collect(response, maxBytes).then(
          (collected) => resolve({ status: response.statusCode ?? 0, headers: response.headers, url: url.href, body: collected }),
          (error: unknown) => {
            sent.destroy();
            reject(error as Error);
          },
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') throw refuse('The answer is packed');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new LiveError('too-large', `The answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
