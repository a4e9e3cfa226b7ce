import { type Backoff, isTransient, retry } from '../backoff.ts';
import { errorCode, type LiveErrorCode } from '../errors.ts';
import type { Request } from '../http.ts';
import { effect, signal, untracked } from '../reactive.ts';
import type { RoomDeps } from '../room-deps.ts';
import { type CoinPackage, TopUp, TopUpPage, Wallet } from '../schemas/gift.ts';

const ATTEMPTS = 4;
const PACE: Backoff = { baseMs: 400, capMs: 4_000 };

/** What the visitor holds, and what coins cost. */
export class WalletRepository {
  readonly #request: Request;
  readonly #closed: AbortSignal;
  readonly #pace: Backoff;
  readonly #wallet = signal<Wallet | undefined>(undefined);
  readonly #failure = signal<LiveErrorCode | undefined>(undefined);
  /** Counts visitors and reads: an answer that was overtaken is not taken. */
  #generation = 0;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor({ request, bus, userId, closed }: Pick<RoomDeps, 'request' | 'bus' | 'userId' | 'closed'>, pace: Backoff = PACE) {
    this.#request = request;
    this.#closed = closed;
    this.#pace = pace;
    bus.on('wallet.changed', () => void this.refresh(), closed);
    let known: string | undefined;
    const stop = effect(() => {
      const present = userId();
      if (known !== undefined && present !== known) untracked(() => this.#forget());
      known = present ?? known;
    });
    closed.addEventListener('abort', stop, { once: true });
  }

  /** Undefined until it was read. */
  get wallet(): Wallet | undefined {
    return this.#wallet.value;
  }
  /** Why it could not be read; undefined once it was. */
  get failure(): LiveErrorCode | undefined {
    return this.#failure.value;
  }

  /** Reads it. Does not reject: `failure` says why. Asked for in quick succession, it is read once more at the end. */
  refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      if (!this.#again || this.#closed.aborted) return;
      this.#again = false;
      void this.refresh();
    });
    return this.#reading;
  }

  /**
   * Opens a payment for coins; they are there once it was paid. `idempotencyKey` is the caller's, one for each purchase that a
   * person wants.
   */
  async topUp({ packageId }: Pick<CoinPackage, 'packageId'>, idempotencyKey: string, returnUrl?: string): Promise<TopUp> {
    const body = { packageId, returnUrl };
    return this.#surely(() => this.#request(TopUp, 'POST', '/users/me/wallet/top-ups', { body, idempotencyKey }));
  }

  /** One page of the coins that the visitor bought, newest first. */
  async fetchTopUps(cursor?: string): Promise<{ items: TopUp[]; cursor: string }> {
    return this.#surely(() => this.#request(TopUpPage, 'GET', '/users/me/wallet/top-ups', { query: { cursor } }));
  }

  async #read(): Promise<void> {
    const generation = this.#generation;
    try {
      const wallet = await this.#request(Wallet, 'GET', '/users/me/wallet');
      if (generation !== this.#generation) return;
      this.#wallet.value = wallet;
      this.#failure.value = undefined;
    } catch (error) {
      if (generation === this.#generation) this.#failure.value = errorCode(error);
    }
  }

  #forget(): void {
    this.#generation += 1;
    const wanted = this.#wallet.peek() !== undefined || this.#failure.peek() !== undefined;
    this.#wallet.value = undefined;
    this.#failure.value = undefined;
    if (wanted) void this.refresh();
  }

  #surely<T>(act: () => Promise<T>): Promise<T> {
    const worthwhile = (error: unknown) => isTransient(error) || errorCode(error) === 'in-progress';
    return retry(act, { attempts: ATTEMPTS, worthwhile, until: this.#closed, ...this.#pace });
  }
}
