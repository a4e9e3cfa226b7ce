import { LiveError } from '../../errors.ts';
import { retryDelay } from './retry-delay.ts';
import type { RtcSession } from './rtc-session.ts';

/** A session that never showed anything is given more time than this, but not for ever more. */
const MAX_PATIENCE = 4;

export interface SessionKeeperOptions {
  open(signal: AbortSignal): Promise<RtcSession>;
  /** True when something came through since the last look. Asked again and again, and never twice at the same time. */
  progressed(session: RtcSession): Promise<boolean>;
  lookEveryMs: number;
  /** A session with which nothing comes through for so long is replaced. */
  stallMs: number;
  giveUp(error: LiveError, attempts: number): boolean;
  adopted(session: RtcSession): void;
  flowing(session: RtcSession): void;
  stalled(): void;
  failed(error: LiveError): void;
  /** Called once; without an error when somebody closed it. */
  ended(error?: LiveError): void;
}

type Happening = 'flowing' | 'stalled' | 'wake' | 'closed' | 'time';

/**
 * Keeps one connection alive by replacing it: media servers cannot restart ICE, and browsers notice a dead path only after many
 * seconds. It looks at what comes through and never waits for a connection state. The old session stays until the new one flows.
 */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #closing = new AbortController();
  readonly #happenings = new EventTarget();
  #session: RtcSession | undefined;
  #previous: RtcSession | undefined;
  #flowedAt = 0;
  #patience = 1;
  #looking = false;
  #wakePending = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
  }

  get session(): RtcSession | undefined {
    return this.#session;
  }

  /** Resolves after the first attempt, however it went; `ended` tells when there will be no other. */
  start(): Promise<void> {
    this.#timer = setInterval(() => void this.#look(), this.#options.lookEveryMs);
    return new Promise((resolve) => void this.#run(resolve));
  }

  /** Makes a new connection now; the present one stays until then. */
  retry(): void {
    this.#wakePending = true;
    this.#happen('wake');
  }

  /** The page goes away, maybe for good. */
  leave(): void {
    this.#session?.leave();
    this.#previous?.leave();
  }

  close(error?: LiveError): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearInterval(this.#timer);
    this.#happen('closed');
    this.#session?.close();
    this.#previous?.close();
    this.#options.ended(error);
  }

  async #run(firstTried: () => void): Promise<void> {
    for (let attempts = 1; !this.#closing.signal.aborted;) {
      this.#wakePending = false;
      const error = await this.#attempt();
      if (error && !this.#closing.signal.aborted && this.#options.giveUp(error, attempts)) this.close(error);
      if (this.#closing.signal.aborted) break;
      if (error) {
        this.#options.failed(error);
        firstTried();
        const delay = this.#wakePending ? 0 : retryDelay(error, attempts);
        attempts += 1;
        // What looked dead may come back by itself: a publisher who reloads the page is seen by those who stayed.
        if ((await this.#next(['flowing', 'wake', 'closed'], delay)) !== 'flowing') continue;
      }
      firstTried();
      attempts = 1;
      await this.#next(['stalled', 'wake', 'closed']);
    }
    firstTried();
  }

  async #attempt(): Promise<LiveError | undefined> {
    try {
      const session = await this.#options.open(this.#closing.signal);
      if (this.#closing.signal.aborted) {
        session.close();
        return undefined;
      }
      this.#previous?.close();
      this.#previous = this.#session;
      this.#session = session;
      this.#flowedAt = performance.now();
      session.connection.addEventListener('connectionstatechange', () => {
        const { connectionState } = session.connection;
        if (this.#session === session && (connectionState === 'failed' || connectionState === 'closed')) this.#stall();
      });
      this.#options.adopted(session);
      return undefined;
    } catch (error) {
      return error instanceof LiveError ? error : new LiveError('unavailable', String(error), { cause: error });
    }
  }

  async #look(): Promise<void> {
    const session = this.#session;
    if (!session || this.#looking) return;
    this.#looking = true;
    const flows = await this.#options.progressed(session).catch(() => false);
    this.#looking = false;
    if (session !== this.#session || this.#closing.signal.aborted) return;
    if (flows) {
      this.#flowedAt = performance.now();
      this.#patience = 1;
      this.#previous?.close();
      this.#previous = undefined;
      this.#options.flowing(session);
      this.#happen('flowing');
    } else if (performance.now() - this.#flowedAt > this.#options.stallMs * this.#patience) this.#stall();
  }

  #stall(): void {
    this.#flowedAt = performance.now();
    this.#patience = Math.min(this.#patience * 2, MAX_PATIENCE);
    this.#options.stalled();
    this.#happen('stalled');
  }

  #happen(what: Happening): void {
    this.#happenings.dispatchEvent(new Event(what));
  }

  #next(among: readonly Happening[], withinMs?: number): Promise<Happening> {
    return new Promise((resolve) => {
      const heard = new AbortController();
      const settle = (what: Happening) => {
        heard.abort();
        clearTimeout(timer);
        resolve(what);
      };
      const timer = withinMs === undefined ? undefined : setTimeout(() => settle('time'), withinMs);
      for (const what of among) this.#happenings.addEventListener(what, () => settle(what), { signal: heard.signal });
    });
  }
}
