import { LiveError } from '../../errors.ts';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import type { CredentialsSource } from './credentials.ts';
import type { RtcRole, RtcSdk } from './rtc-sdk.ts';
import { RTC_TIMING, RtcStay, type RtcTiming } from './rtc-stay.ts';

export interface RtcRoomOptions {
  readonly sdk: () => Promise<RtcSdk>;
  readonly credentials: CredentialsSource;
  readonly timing?: RtcTiming;
  /** For tests. */
  readonly retryMs?: (attempts: number) => number;
}

/** Somebody in the page who needs the room: what is played from it, or sent into it. */
export interface RtcUser {
  readonly role: RtcRole;
  /** What is played or sent. */
  readonly name: string;
  /** The page is in the room, in a role that is enough; again after each new stay. */
  entered(stay: RtcStay): void;
  /** The stay is over, or there was none yet; another attempt follows. */
  interrupted(error: LiveError): void;
  /** There will be no other attempt. */
  ended(error: LiveError): void;
}

/** Refusals that another attempt would not change. */
const FINAL = new Set(['unauthenticated', 'auth', 'forbidden', 'billing', 'kicked', 'invalid', 'unsupported', 'needs-https']);

const fullJitter = (attempts: number): number => Math.min(500 * 2 ** attempts, 10_000) * (0.5 + Math.random() / 2);

/**
 * The page's presence in one TRTC room: one for all that is played and sent there, since nobody can be in a room twice. It enters
 * when first needed, in the least role that is enough, comes back after losses and leaves when nobody needs it any more.
 */
export class RtcRoom {
  readonly #options: RtcRoomOptions;
  readonly #users = new Set<RtcUser>();
  /** Who knows of the present stay. */
  readonly #told = new Set<RtcUser>();
  #stay: RtcStay | undefined;
  #attempts = 0;
  #renew = false;
  #busy = false;
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #entering: AbortController | undefined;

  constructor(options: RtcRoomOptions) {
    this.#options = options;
  }

  add(user: RtcUser): void {
    this.#users.add(user);
    this.#changed();
  }

  /** Resolves when what follows from it has been done: another role, or leaving. */
  async remove(user: RtcUser): Promise<void> {
    if (!this.#users.delete(user)) return;
    this.#told.delete(user);
    // An attempt that nobody waits for any more.
    if (this.#users.size === 0) this.#entering?.abort();
    this.#changed();
    await this.#running;
  }

  /** Does not wait for the time of the next attempt. */
  retry(): void {
    this.#wake?.();
  }

  get #wanted(): RtcRole | undefined {
    if (this.#users.size === 0) return undefined;
    return this.#publisher ? 'anchor' : 'audience';
  }
  get #publisher(): RtcUser | undefined {
    return [...this.#users].find(({ role }) => role === 'anchor');
  }

  #changed(): void {
    this.#wake?.();
    if (!this.#busy) this.#running = this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wanted !== this.#stay?.role || this.#untold.length > 0) {
      const wanted = this.#wanted;
      try {
        await this.#step(wanted);
        this.#attempts = 0;
        this.#renew = false;
      } catch (thrown) {
        const error = thrown instanceof LiveError ? thrown : new LiveError('unavailable', String(thrown), { cause: thrown });
        await this.#failed(error, wanted);
      }
    }
    this.#busy = false;
  }

  get #untold(): RtcUser[] {
    return this.#stay ? [...this.#users].filter((user) => !this.#told.has(user)) : [];
  }

  async #step(wanted: RtcRole | undefined): Promise<void> {
    if (!wanted) return this.#leave();
    if (this.#stay?.role !== wanted) {
      const credentials = await this.#credentials(wanted);
      if (this.#wanted !== wanted) return;
      // Another visitor has signed in meanwhile: a stay speaks for one.
      if (this.#stay && this.#stay.userId !== credentials.userId) await this.#leave();
      if (this.#stay) await this.#stay.switchRole(wanted, credentials.rtc.privateMapKey);
      else this.#stay = await this.#enter(credentials, wanted);
    }
    if (this.#wanted !== wanted) return;
    for (const user of this.#untold) {
      this.#told.add(user);
      user.entered(this.#stay!);
    }
  }

  #credentials(wanted: RtcRole): Promise<TencentCredentials> {
    const { credentials } = this.#options;
    // Whoever may watch may watch everybody.
    return wanted === 'anchor'
      ? credentials('publish', this.#publisher?.name, this.#renew)
      : credentials('watch', undefined, this.#renew);
  }

  async #enter(credentials: TencentCredentials, role: RtcRole): Promise<RtcStay> {
    const sdk = await this.#options.sdk();
    const entering = new AbortController();
    this.#entering = entering;
    let entered: RtcStay | undefined;
    entered = await RtcStay.enter(sdk, credentials, role, {
      timing: this.#options.timing ?? RTC_TIMING,
      signal: entering.signal,
      ended: (error) => entered && this.#lost(entered, error),
    });
    return entered;
  }

  /** The stay ended by itself. */
  #lost(stay: RtcStay, error: LiveError): void {
    if (this.#stay !== stay) return;
    this.#drop();
    if (FINAL.has(error.code)) this.#giveUp([...this.#users], error);
    for (const user of this.#users) user.interrupted(error);
    this.#changed();
  }

  async #failed(error: LiveError, wanted: RtcRole | undefined): Promise<void> {
    if (this.#users.size === 0) return this.#drop();
    const refused = error.code === 'auth' && !this.#renew;
    if (FINAL.has(error.code) && !refused) {
      // Who may not send may still watch.
      return this.#giveUp(
        wanted === 'anchor' ? [...this.#users].filter(({ role }) => role === 'anchor') : [...this.#users],
        error,
      );
    }
    // One refusal may only mean that the credentials have just ended.
    this.#renew ||= refused;
    this.#drop();
    if (refused) return;
    for (const user of this.#users) user.interrupted(error);
    const { retryMs = fullJitter } = this.#options;
    await this.#pause(Math.max(retryMs(this.#attempts++), (error.retryAfter ?? 0) * 1000));
  }

  #giveUp(users: readonly RtcUser[], error: LiveError): void {
    this.#renew = false;
    for (const user of users) {
      this.#users.delete(user);
      this.#told.delete(user);
      user.ended(error);
    }
  }

  #drop(): void {
    const stay = this.#stay;
    this.#stay = undefined;
    this.#told.clear();
    void stay?.leave();
  }

  async #leave(): Promise<void> {
    const stay = this.#stay;
    this.#stay = undefined;
    this.#told.clear();
    await stay?.leave();
  }

  /** Until then, or until something changed. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}
