import { fullJitter } from '../../backoff.ts';
import { errorCode, LiveError, type LiveErrorCode } from '../../errors.ts';
import { createRequest, type Request } from '../../http.ts';
import { pageEnvironment, type PageEnvironment } from '../../page-environment.ts';
import { ChannelStatus } from '../channel-status.ts';
import { EventIntake } from '../event-intake.ts';
import { followVisitor } from '../follow-visitor.ts';
import type { ChannelState, ProviderDeps, RoomChannel } from '../provider.ts';
import type { ChatListener, Outgoing } from './chat-client.ts';
import { customMessage, eventOf, ownEvent, textMessage } from './messages.ts';
import { OrderedIntake } from './ordered-intake.ts';
import { Quotes } from './quotes.ts';
import { Reception } from './reception.ts';
import { type Line, RoomLine } from './room-line.ts';
import { MessageSender } from './sender.ts';
import { acquireSession, type Lease, type Visitor } from './session.ts';
import { TENCENT_TIMING, type TencentTiming } from './timing.ts';

export interface TencentChannelOptions {
  readonly timing?: Partial<TencentTiming>;
  readonly page?: Pick<PageEnvironment, 'onOnline' | 'onVisible'>;
  /** The page's session of a visitor; replaced in tests. */
  readonly acquire?: (visitor: Visitor) => Lease;
  /** Asks our server; replaced in tests. */
  readonly request?: Request;
}

/** Refusals that another try would only repeat. */
const FINAL: ReadonlySet<LiveErrorCode> = new Set([
  'unauthenticated',
  'forbidden',
  'not-found',
  'expired',
  'invalid',
  'unsupported',
  'billing',
  'kicked',
]);
/** Failures that may be over when the visitor comes back to the page. */
const OVER_ON_RETURN: ReadonlySet<LiveErrorCode | undefined> = new Set(['kicked', 'auth']);
/** After so many failures in a row the SDK itself is given up for a new one. */
const FAILURES_BEFORE_RENEWAL = 4;

/**
 * The room's channel over a group of Tencent Chat. Guests receive without a login, and sign in when they first send. What Chat
 * drops is asked of our server, which numbers its events.
 */
export class TencentRoomChannel implements RoomChannel {
  readonly #deps: ProviderDeps;
  readonly #timing: TencentTiming;
  readonly #line: RoomLine;
  readonly #intake: OrderedIntake;
  readonly #sender: MessageSender;
  readonly #reception: Reception;
  readonly #status = new ChannelStatus();
  readonly #closing = new AbortController();
  /** Aborts when the attempt to connect is overtaken. */
  #attempt = new AbortController();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** After a refused or ended login, or a room that is gone: once more with fresh credentials, but only once in a row. */
  #renewing = false;
  #startingToTalk: Promise<void> | undefined;

  constructor(deps: ProviderDeps, options: TencentChannelOptions = {}) {
    const { liveId, bus, clock, server, token } = deps;
    const { timing, page = pageEnvironment(), acquire = acquireSession, request = createRequest(server, token) } = options;
    this.#deps = deps;
    this.#timing = { ...TENCENT_TIMING, ...timing };
    this.#intake = new OrderedIntake({ liveId, clock, request, intake: new EventIntake(bus) });
    const listener: ChatListener = {
      messages: (messages) => void this.#reception.take(messages, eventOf),
      network: (connected) => this.#networkChanged(connected),
      rejoined: () => this.#reception.missed(),
      ended: (error) => this.#ended(error),
    };
    this.#line = new RoomLine(deps, listener, acquire);
    this.#sender = new MessageSender({
      timing: this.#timing,
      accepted: (message) => this.#reception.take([message], ownEvent),
      doubt: () => {
        this.#lost();
        this.#retryLater();
      },
    });
    const until = this.#closing.signal;
    this.#reception = new Reception({
      liveId,
      line: this.#line,
      quotes: new Quotes(bus, until),
      intake: this.#intake,
      connection: () => (this.#status.state.peek() === 'open' ? this.#attempt.signal : undefined),
      patience: () => this.#crowdDelay(),
      gaveUp: () => this.#recover(),
    });
    bus.on('member.banned', ({ userId, until }) => until > 0 && userId === deps.userId() && this.#doubtWelcome(), until);
    page.onOnline(() => this.#wake(), until);
    page.onVisible(() => this.#wake(), until);
    until.addEventListener('abort', this.#followVisitor(), { once: true });
    deps.closed.addEventListener('abort', () => this.close(), { once: true, signal: until });
    void this.#connect();
  }

  get state(): ChannelState {
    return this.#status.state.value;
  }
  get failure(): LiveErrorCode | undefined {
    return this.#status.failure.value;
  }

  async sendText(text: string, id: string, replyTo?: string): Promise<void> {
    return this.#send(id, textMessage(text, id, replyTo));
  }

  async sendCustom(businessID: string, data: unknown, id: string): Promise<void> {
    return this.#send(id, customMessage(businessID, data, id));
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#stop(undefined);
    this.#closing.abort();
  }

  #send(id: string, message: Outgoing): Promise<void> {
    this.#status.demandOpen();
    const sent = this.#sender.send(id, message);
    if (this.#status.state.peek() === 'open') this.#mayTalk();
    return sent;
  }

  async #connect(): Promise<void> {
    const { signal } = this.#beginAttempt();
    try {
      const line = await this.#line.dial(signal);
      const complete = await this.#intake.catchUp(signal);
      if (signal.aborted) return;
      if (!complete) throw new LiveError('unavailable', 'The room’s events are incomplete');
      this.#opened(line);
    } catch (error) {
      if (signal.aborted) return;
      if (errorCode(error) === 'expired') await this.#finish(signal);
      else this.#failed(error);
    }
  }

  /** The show is over, and its room gone: what there is to know is asked once, and nothing comes after it. */
  async #finish(signal: AbortSignal): Promise<void> {
    try {
      await this.#intake.catchUp(signal);
      if (!signal.aborted) this.#stop(undefined);
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  #beginAttempt(): AbortController {
    this.#attempt.abort();
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#attempt = new AbortController();
    return this.#attempt;
  }

  #opened(line: Line): void {
    this.#failures = 0;
    this.#renewing = false;
    this.#reception.heard();
    this.#status.set('open');
    if (line.credentials.userSig) this.#sender.open({ chat: line.chat, groupId: line.credentials.group.id });
    else if (this.#sender.size > 0) this.#mayTalk();
  }

  #networkChanged(connected: boolean): void {
    if (!connected && this.#status.state.peek() === 'open') {
      this.#lost();
      this.#retryLater();
    } else if (connected && this.#status.state.peek() === 'recovering') {
      this.#retryIn(this.#crowdDelay());
    }
  }

  #ended(error: LiveError): void {
    this.#lost();
    if (error.code === 'auth' || error.code === 'kicked') this.#failed(error);
    else this.#retryLater();
  }

  /** Nobody is put out of a group of Chat: our server says whether the visitor may still be there. */
  #doubtWelcome(): void {
    this.#line.refused();
    this.#recover();
  }

  /** Makes sure at once that we are connected and in the room. */
  #recover(): void {
    this.#lost();
    this.#retryIn(0);
  }

  #failed(error: unknown): void {
    const code = errorCode(error);
    if (code === 'auth' || (code === 'not-found' && !this.#renewing)) {
      // Fresh ones also say whether the show is over, or have a lost room made again.
      this.#line.refused();
      if (this.#renewing) return this.#stop('auth');
      this.#renewing = true;
      return this.#retryIn(0);
    }
    if (FINAL.has(code)) return this.#stop(code);
    this.#retryLater();
  }

  #lost(): void {
    this.#reception.complete();
    this.#sender.pause();
    this.#status.lost();
  }

  #retryLater(): void {
    this.#failures += 1;
    // A network that is down is no reason, unless the SDK is wrong about it.
    const patience = this.#line.present?.chat.connected === false ? 2 * FAILURES_BEFORE_RENEWAL : FAILURES_BEFORE_RENEWAL;
    if (this.#failures % patience === 0) this.#line.renew();
    this.#retryIn(fullJitter(this.#failures - 1, this.#timing.backoff));
  }

  /** A whole crowd loses and finds the network at once, and shall not come all together. */
  #crowdDelay(): number {
    const { gapMs } = this.#timing;
    return fullJitter(0, { baseMs: gapMs, capMs: gapMs });
  }

  #retryIn(delay: number): void {
    clearTimeout(this.#retryTimer);
    this.#attempt.abort();
    this.#retryTimer = setTimeout(() => void this.#connect(), delay);
  }

  /** The network or the visitor is back: do not wait, and believe nothing that is old. */
  #wake(): void {
    if (OVER_ON_RETURN.has(this.#status.failure.peek())) {
      this.#status.set('recovering');
      void this.#connect();
    } else if (this.#retryTimer !== undefined) {
      this.#failures = 0;
      void this.#connect();
    } else if (this.#reception.silence > this.#timing.hiddenMs) {
      this.#reception.missed();
    }
  }

  /** Signs a guest in for the first message. */
  #mayTalk(): void {
    if (this.#line.present?.credentials.userSig || this.#startingToTalk) return;
    const start = async () => {
      const line = await this.#line.startTalking();
      if (line && this.#status.state.peek() === 'open') this.#opened(line);
    };
    this.#startingToTalk = start()
      .catch((error: unknown) => this.#sender.refuseAll(asLiveError(error)))
      .finally(() => (this.#startingToTalk = undefined));
  }

  /** A login speaks for one visitor: another one gets a session of their own, private events and mutes included. */
  #followVisitor(): () => void {
    return followVisitor(this.#deps.userId, this.#status.failure, (cameBack) => {
      if (this.#status.state.peek() === 'closed' && !cameBack) return;
      this.#line.hangUp();
      this.#intake.forget();
      this.#renewing = false;
      this.#lost();
      if (cameBack) this.#status.set('recovering');
      void this.#connect();
    });
  }

  #stop(failure: LiveErrorCode | undefined): void {
    this.#attempt.abort();
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#reception.complete();
    this.#line.hangUp();
    this.#sender.pause();
    this.#status.set('closed', failure);
    this.#sender.refuseAll(new LiveError(failure ?? 'cancelled', 'The room is closed'));
  }
}

const asLiveError = (error: unknown): LiveError =>
  error instanceof LiveError ? error : new LiveError('unavailable', String(error), { cause: error });
