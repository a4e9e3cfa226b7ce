import { randomBytes } from 'node:crypto';
import { LiveError } from '@vitrine/core/errors.ts';
import type { MediaAnswer, MediaEngine, MediaStats } from './engine.ts';

/** How long another server may take to answer an offer, in milliseconds. */
const TIMEOUT = 8_000;
/** Connections that are remembered for removal; the oldest end by themselves on the other server. */
const MAX_REMEMBERED = 10_000;

export interface ExternalEngineOptions {
  /** `POST {whipUrl}/{name}` publishes. */
  whipUrl: string | undefined;
  /** `POST {whepUrl}/{name}` plays. */
  whepUrl: string | undefined;
  onPublisherChanged(name: string, onAir: boolean): void;
}

/**
 * Any other WHIP and WHEP server in place of the embedded engine. Signalling goes through us, so that rights are checked here
 * and pages need to know one origin only; media flows directly.
 */
export function createExternalEngine({ whipUrl, whepUrl, onPublisherChanged }: ExternalEngineOptions): MediaEngine {
  const resources = new Map<string, { url: string; published?: string }>();
  /** The connection that is on air under a name: removing an older one must not take the name off air. */
  const onAir = new Map<string, string>();

  async function offer(base: string | undefined, name: string, sdp: string, published?: string): Promise<MediaAnswer> {
    if (!base) throw new LiveError('unavailable', 'No media server is set up for this', { retryAfter: 60 });
    const url = `${base}/${encodeURIComponent(name)}`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp' },
      body: sdp,
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((cause: unknown) => {
      throw new LiveError('unavailable', 'The media server does not answer', { cause, retryAfter: 1 });
    });
    if (answer.status === 404) throw new LiveError('not-found', 'Nobody publishes under this name');
    if (answer.status !== 201) {
      const retryAfter = Number(answer.headers.get('Retry-After')) || 1;
      throw new LiveError('unavailable', `The media server answered ${answer.status}`, { retryAfter });
    }
    const id = randomBytes(16).toString('base64url');
    resources.set(id, { url: new URL(answer.headers.get('Location') ?? url, url).href, published });
    if (resources.size > MAX_REMEMBERED) resources.delete(resources.keys().next().value!);
    return { id, answer: await answer.text() };
  }

  async function remove(id: string): Promise<boolean> {
    const resource = resources.get(id);
    if (!resource) return false;
    resources.delete(id);
    await fetch(resource.url, { method: 'DELETE', signal: AbortSignal.timeout(TIMEOUT) }).catch(() => {});
    const name = resource.published;
    if (name !== undefined && onAir.get(name) === id) {
      onAir.delete(name);
      onPublisherChanged(name, false);
    }
    return true;
  }

  return {
    pid: undefined,
    async publish(name, sdp) {
      const answer = await offer(whipUrl, name, sdp, name);
      onAir.set(name, answer.id);
      onPublisherChanged(name, true);
      return answer;
    },
    play: (name, sdp) => offer(whepUrl, name, sdp),
    remove,
    async kick(name) {
      const id = onAir.get(name);
      return id !== undefined && remove(id);
    },
    async stats(): Promise<MediaStats> {
      const names = [...onAir.keys()].map((name) => ({ name, onAir: true, viewers: 0, bytesIn: 0, bytesOut: 0 }));
      return { viewers: 0, restarts: 0, memoryBytes: 0, names };
    },
    async close() {},
  };
}
