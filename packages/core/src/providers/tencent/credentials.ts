import type { Request } from '../../http.ts';
import type { NewTencentCredentials } from '../../schemas/tencent.ts';
import { TencentCredentials, type TencentPurpose } from '../../schemas/tencent.ts';

/** Asked for this long before they end, at the latest when a third of their life is left. */
const RENEW_BEFORE_MS = 300_000;
const MIN_LIFETIME_MS = 10_000;

/**
 * Gives what one room's parts need to reach Tencent; each of them says what for. `renew` is true where Tencent has just refused
 * what it gave before.
 */
export type CredentialsSource = (purpose: TencentPurpose, name?: string, renew?: boolean) => Promise<TencentCredentials>;

/** One visitor's credentials, asked of our server once for each purpose and again before they end. */
export class CredentialsStore {
  readonly #request: Request;
  readonly #known = new Map<string, { readonly credentials: Promise<TencentCredentials>; renewAt: number }>();

  constructor(request: Request) {
    this.#request = request;
  }

  get(wanted: NewTencentCredentials, renew = false): Promise<TencentCredentials> {
    const key = JSON.stringify([wanted.liveId, wanted.purpose, wanted.name]);
    const known = this.#known.get(key);
    if (known && !renew && Date.now() < known.renewAt) return known.credentials;
    const entry = { credentials: this.#ask(wanted), renewAt: Number.POSITIVE_INFINITY };
    this.#known.set(key, entry);
    entry.credentials.then(
      ({ expiresAt }) => (entry.renewAt = renewalOf(expiresAt)),
      () => this.#known.get(key) === entry && this.#known.delete(key),
    );
    return entry.credentials;
  }

  /** Tencent refused them, or ended what they opened. */
  forget(): void {
    this.#known.clear();
  }

  #ask(body: NewTencentCredentials): Promise<TencentCredentials> {
    return this.#request(TencentCredentials, 'POST', '/tencent/credentials', { body });
  }
}

/** A visitor's clock may be wrong by hours: what seems to have ended long ago is good for a moment at least. */
function renewalOf(expiresAt: number): number {
  const lifetime = Math.max(expiresAt - Date.now(), MIN_LIFETIME_MS);
  return Date.now() + lifetime - Math.min(RENEW_BEFORE_MS, lifetime / 3);
}
