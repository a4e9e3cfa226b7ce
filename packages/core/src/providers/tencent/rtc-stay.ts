import { LiveError } from '../../errors.ts';
import { signal } from '../../reactive.ts';
import type { TencentCredentials } from '../../schemas/tencent.ts';
import { trtcError, trtcKick } from './errors.ts';
import type { RtcClient, RtcEvents, RtcRole, RtcSdk } from './rtc-sdk.ts';
import { sdkCall } from './sdk-call.ts';

/** How patient we are with the SDK, in milliseconds: some of its calls never come back. */
export interface RtcTiming {
  readonly enterMs: number;
  readonly callMs: number;
  readonly leaveMs: number;
}

export const RTC_TIMING: RtcTiming = { enterMs: 10_000, callMs: 8_000, leaveMs: 3_000 };

/** Errors only, and none of them sent to Tencent. */
const LOG_LEVEL = 4;
/** The SDK's own number for giving a room up that it could not come back to. */
const REJOIN_FAILED = 5502;

/** What a user of the room sends. */
export interface Sending {
  readonly video: boolean;
  readonly audio: boolean;
}

/** One stay in one room, from entering to leaving. A stay that ended is not revived: another one is made. */
export class RtcStay {
  readonly #client: RtcClient;
  readonly #timing: RtcTiming;
  readonly #leaving = new AbortController();
  readonly #senders = signal<ReadonlyMap<string, Sending>>(new Map());
  readonly #connected = signal(true);
  readonly #watchers = new Map<string, number>();
  #role: RtcRole;
  /** As whom. */
  readonly userId: string;
  /** Whose picture the show is. */
  readonly hostId: string;

  private constructor(
    client: RtcClient,
    { userId, rtc }: Pick<TencentCredentials, 'userId' | 'rtc'>,
    role: RtcRole,
    timing: RtcTiming,
    ended: (error: LiveError) => void,
  ) {
    this.#client = client;
    this.#role = role;
    this.userId = userId;
    this.hostId = rtc.hostId;
    this.#timing = timing;
    this.#listen(ended);
  }

  /** Enters; `ended` is called when the stay ends by itself. */
  static async enter(
    sdk: RtcSdk,
    credentials: TencentCredentials,
    role: RtcRole,
    { timing, signal: until, ended }: { timing: RtcTiming; signal: AbortSignal; ended: (error: LiveError) => void },
  ): Promise<RtcStay> {
    const { sdkAppId, userId, userSig, rtc, proxies } = credentials;
    if (!userSig) throw new LiveError('unauthenticated', 'Sign in to take part');
    sdk.setLogLevel(LOG_LEVEL, false);
    const client = sdk.create({ enableVolumeControlInIOS: true });
    // Sound comes from the player's element, together with the picture; the SDK's own elements must be silent.
    client.setRemoteAudioVolume('*', 0);
    const stay = new RtcStay(client, credentials, role, timing, ended);
    const enter = () =>
      client.enterRoom({
        sdkAppId,
        userId,
        userSig,
        strRoomId: rtc.roomId,
        scene: 'live',
        role,
        privateMapKey: rtc.privateMapKey,
        proxy: proxies?.rtc ? { websocketProxy: proxies.rtc } : undefined,
        autoReceiveAudio: false,
        autoReceiveVideo: false,
        enableAutoPlayDialog: false,
      });
    try {
      const late = () => client.exitRoom().then(() => client.destroy());
      await sdkCall(enter, { timeoutMs: timing.enterMs, signal: until, toError: trtcError, late });
      return stay;
    } catch (error) {
      // Nobody waits for it: leaving takes as long as entering where nobody answers.
      void stay.leave();
      throw error;
    }
  }

  get role(): RtcRole {
    return this.#role;
  }
  /** Who sends what, by user id; a signal inside. */
  get senders(): ReadonlyMap<string, Sending> {
    return this.#senders.value;
  }
  /** False while the SDK tries to come back by itself; a signal inside. */
  get connected(): boolean {
    return this.#connected.value;
  }

  on<T extends keyof RtcEvents>(event: T, listener: (event: RtcEvents[T]) => void, until: AbortSignal): void {
    const { signal: gone } = this.#leaving;
    if (until.aborted || gone.aborted) return;
    this.#client.on(event, listener);
    const off = () => this.#client.off(event, listener);
    until.addEventListener('abort', off, { once: true, signal: gone });
  }

  /** Calls the SDK. Rejects with `cancelled` once the stay is over: a client that was destroyed would still open a camera. */
  call<T>(act: (client: RtcClient) => T | PromiseLike<T>): Promise<T> {
    const { signal: until } = this.#leaving;
    return sdkCall(() => act(this.#client), { timeoutMs: this.#timing.callMs, signal: until, toError: trtcError });
  }

  /** Asks the SDK for something that it has at hand; undefined once the stay is over. */
  read<T>(look: (client: RtcClient) => T): T | undefined {
    return this.#leaving.signal.aborted ? undefined : look(this.#client);
  }

  /** Somebody plays this user. */
  watch(userId: string): void {
    this.#watchers.set(userId, (this.#watchers.get(userId) ?? 0) + 1);
  }

  /** True where nobody plays this user any more. */
  unwatch(userId: string): boolean {
    const left = (this.#watchers.get(userId) ?? 1) - 1;
    this.#watchers.set(userId, left);
    return left === 0;
  }

  async switchRole(role: RtcRole, privateMapKey: string | undefined): Promise<void> {
    await this.call((client) => client.switchRole(role, { privateMapKey }));
    this.#role = role;
  }

  /** Stops sending and leaves. Never rejects. */
  async leave(): Promise<void> {
    if (this.#leaving.signal.aborted) return;
    this.#leaving.abort();
    const client = this.#client;
    const attempt = (act: () => Promise<unknown>) =>
      sdkCall(act, { timeoutMs: this.#timing.leaveMs, toError: trtcError }).catch(() => undefined);
    // Leaving alone would go on capturing.
    await Promise.all([attempt(() => client.stopLocalVideo()), attempt(() => client.stopLocalAudio())]);
    await attempt(() => client.exitRoom());
    try {
      client.destroy();
    } catch {
      // Not possible before it has left, which it may still be trying; it sends and receives nothing any more.
    }
  }

  #listen(ended: (error: LiveError) => void): void {
    const { signal: until } = this.#leaving;
    const end = (error: LiveError) => {
      if (!until.aborted) ended(error);
    };
    this.on('kicked-out', ({ reason }) => end(trtcKick(reason)), until);
    this.on('error', (error) => error.extraCode === REJOIN_FAILED && end(trtcError(error)), until);
    this.on(
      'connection-state-changed',
      ({ state }) => (this.#connected.value = state === 'CONNECTED' || state === 'RECONNECTED'),
      until,
    );
    const tell = (userId: string, change: Partial<Sending>) => {
      const now = { video: false, audio: false, ...this.#senders.peek().get(userId), ...change };
      const senders = new Map(this.#senders.peek()).set(userId, now);
      if (!now.video && !now.audio) senders.delete(userId);
      this.#senders.value = senders;
    };
    const main = ({ streamType }: { streamType: string }) => streamType === 'main';
    this.on('remote-video-available', (event) => main(event) && tell(event.userId, { video: true }), until);
    this.on('remote-video-unavailable', (event) => main(event) && tell(event.userId, { video: false }), until);
    this.on('remote-audio-available', ({ userId }) => tell(userId, { audio: true }), until);
    this.on('remote-audio-unavailable', ({ userId }) => tell(userId, { audio: false }), until);
    this.on('remote-user-exit', ({ userId }) => tell(userId, { video: false, audio: false }), until);
  }
}
