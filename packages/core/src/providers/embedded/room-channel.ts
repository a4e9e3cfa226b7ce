import { fullJitter } from '../../backoff.ts';
import { errorCode, isServerErrorCode, LiveError, type LiveErrorCode, type ServerErrorCode } from '../../errors.ts';
import { pageEnvironment, type PageEnvironment } from '../../page-environment.ts';
import { batch } from '../../reactive.ts';
import { type ClientFrame, CLOSE, MAX_FRAME_BYTES, type ServerFrame } from '../../schemas/socket.ts';
import type { ChannelState, ProviderDeps, RoomChannel } from '../provider.ts';
import { ChannelStatus } from '../channel-status.ts';
import { followVisitor } from '../follow-visitor.ts';
import { encode, Outbox } from '../outbox.ts';
import { Connection, type WebSocketClass } from './connection.ts';
import { EventIntake } from '../event-intake.ts';
import { CHANNEL_TIMING, type ChannelTiming } from './timing.ts';

export interface ChannelOptions {
  /** By default the page's own; where there is none, the channel closes as `unsupported`. */
  readonly WebSocket?: WebSocketClass;
  readonly timing?: Partial<ChannelTiming>;
  readonly page?: Pick<PageEnvironment, 'onOnline' | 'onVisible'>;
}

/** Refusals that another try would only repeat. */
const FINAL: ReadonlySet<LiveErrorCode> = new Set(['unauthenticated', 'forbidden', 'not-found', 'expired', 'invalid']);
/** The socket's own code for a message beyond the server's bound. */
const TOO_BIG = 1009;

/** The room's channel over a WebSocket of our own server: connects at once and keeps connected until it is closed or refused. */
export class EmbeddedRoomChannel implements RoomChannel {
  readonly #deps: ProviderDeps;
  readonly #WebSocket: WebSocketClass | undefined;
  readonly #timing: ChannelTiming;
  readonly #intake: EventIntake;
  readonly #outbox: Outbox<string>;
  readonly #status = new ChannelStatus();
  readonly #closing = new AbortController();
  #connection: Connection | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts attempts to connect, so that one that was overtaken while it waited for its token goes no further. */
  #attempt = 0;
  #failures = 0;
  #welcomedAt: number | undefined;
  /** After a refused token: ask for a fresh one, but only once in a row. */
  #renewing = false;
  /** After a gap that recovery did not fill: join anew. */
  #gaps = 0;

  constructor(deps: ProviderDeps, { WebSocket = globalThis.WebSocket, timing, page = pageEnvironment() }: ChannelOptions = {}) {
    this.#deps = deps;
    this.#WebSocket = WebSocket;
    this.#timing = { ...CHANNEL_TIMING, ...timing };
    this.#intake = new EventIntake(deps.bus);
    this.#outbox = new Outbox(this.#timing, () => this.#connection?.probe());
    const until = this.#closing.signal;
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

  sendText(text: string, id: string, replyTo?: string): Promise<void> {
    return this.#send({ type: 'barrage', id, text, replyTo });
  }

  sendCustom(businessID: string, data: unknown, id: string): Promise<void> {
    return this.#send({ type: 'custom', id, businessID, data });
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#stop(undefined);
    this.#closing.abort();
  }

  async #send(frame: Extract<ClientFrame, { id: string }>): Promise<void> {
    this.#status.demandOpen();
    const sent = this.#outbox.add(frame.id, encode(frame, MAX_FRAME_BYTES));
    this.#flush();
    return sent;
  }

  #flush(): void {
    const connection = this.#connection;
    if (connection && this.#status.state.peek() === 'open') this.#outbox.flush((text) => connection.send(text));
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#connection?.drop();
    this.#connection = undefined;
    const attempt = (this.#attempt += 1);
    if (!this.#WebSocket) return this.#stop('unsupported');
    try {
      const token = await this.#deps.token(this.#renewing);
      if (attempt !== this.#attempt || this.#closing.signal.aborted) return;
      if (!token) return this.#stop('unauthenticated');
      this.#connection = this.#open(this.#WebSocket, token);
    } catch (error) {
      if (attempt !== this.#attempt || this.#closing.signal.aborted) return;
      if (FINAL.has(errorCode(error))) this.#stop(errorCode(error));
      else this.#retryLater();
    }
  }

  #open(WebSocket: WebSocketClass, token: string): Connection {
    const { server, liveId, clock } = this.#deps;
    return new Connection({
      url: `${server.replace(/^http/, 'ws')}/api/lives/${encodeURIComponent(liveId)}/socket`,
      WebSocket,
      token,
      since: () => this.#intake.position,
      timing: this.#timing,
      clock,
      onFrame: (frame) => this.#receive(frame),
      onHeartbeat: () => void this.#renewToken(),
      onEnd: (code, error) => this.#ended(code, error),
    });
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'welcome') this.#welcome(frame);
    else if (frame.type === 'events') this.#take(frame.events);
    else if (frame.type === 'ack') this.#outbox.accept(frame.id);
    else if (frame.type === 'error') this.#refused(frame);
  }

  #welcome(welcome: Extract<ServerFrame, { type: 'welcome' }>): void {
    let fits = true;
    batch(() => {
      fits = this.#intake.welcome(welcome);
      if (fits) this.#status.set('open');
    });
    if (!fits) {
      this.#intake.forget();
      return this.#recover();
    }
    this.#welcomedAt ??= performance.now();
    this.#renewing = false;
    this.#flush();
  }

  #take(events: readonly unknown[]): void {
    if (this.#intake.take(events)) {
      this.#gaps = 0;
      return;
    }
    this.#gaps += 1;
    if (this.#gaps > 1) this.#intake.forget();
    this.#recover();
  }

  #refused({ id, error }: Extract<ServerFrame, { type: 'error' }>): void {
    const code = isServerErrorCode(error.code) ? error.code : 'unavailable';
    const { message, details, retryAfter } = error;
    if (id !== undefined) this.#outbox.refuse(id, new LiveError(code, message, { details, retryAfter }));
    else if (code === 'forbidden' || code === 'not-found') this.#stop(code);
  }

  /** Connects again at once because events were missed: the server itself is well. */
  #recover(): void {
    this.#lost();
    if (this.#gaps > 2) this.#retryLater();
    else void this.#connect();
  }

  #ended(code: number, error: ServerErrorCode | undefined): void {
    this.#connection = undefined;
    if (code === CLOSE.removed) return this.#stop('forbidden');
    if (code === CLOSE.badFrame || code === TOO_BIG) {
      this.#outbox.refuseAll(new LiveError('invalid', 'The server did not understand the message'), 'on-the-way');
    }
    this.#lost();
    if (code === CLOSE.auth || error === 'unauthenticated') {
      if (this.#renewing) return this.#stop('unauthenticated');
      this.#renewing = true;
      void this.#connect();
      return;
    }
    this.#retryLater(code === CLOSE.tooFast ? this.#timing.tooFastMs : 0);
  }

  #lost(): void {
    this.#outbox.disconnected();
    if (this.#welcomedAt !== undefined && performance.now() - this.#welcomedAt >= this.#timing.stableMs) this.#failures = 0;
    this.#welcomedAt = undefined;
    this.#status.lost();
  }

  #retryLater(atLeast = 0): void {
    const delay = atLeast + fullJitter(this.#failures, this.#timing.backoff);
    this.#failures += 1;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.#connect(), delay);
  }

  /** The network or the visitor is back: do not wait, and trust no connection from before. */
  #wake(): void {
    if (this.#retryTimer === undefined) return this.#connection?.probe();
    this.#failures = 0;
    void this.#connect();
  }

  async #renewToken(): Promise<void> {
    const connection = this.#connection;
    // Without a fresh token the connection lives until the server ends it; that has its own way back.
    const token = await this.#deps.token().catch(() => undefined);
    if (token && connection === this.#connection) connection?.renew(token);
  }

  /** A socket speaks for one visitor: for another one it is opened anew, private events and mutes included. */
  #followVisitor(): () => void {
    return followVisitor(this.#deps.userId, this.#status.failure, (cameBack) => {
      if (this.#status.state.peek() === 'closed' && !cameBack) return;
      this.#intake.forget();
      this.#renewing = false;
      this.#lost();
      if (cameBack) this.#status.set('recovering');
      void this.#connect();
    });
  }

  #stop(failure: LiveErrorCode | undefined): void {
    this.#attempt += 1;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#connection?.drop();
    this.#connection = undefined;
    this.#status.set('closed', failure);
    this.#outbox.refuseAll(new LiveError(failure ?? 'cancelled', 'The room is closed'), 'all');
  }
}
