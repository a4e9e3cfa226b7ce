import type { RtcClient, RtcEnterOptions, RtcEvents, RtcRole, RtcSdk } from './rtc-sdk.ts';

/** For tests: one client of the SDK, and what it was told. */
export class FakeRtcClient {
  readonly calls: string[] = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #sdk: FakeRtcSdk;
  entered: RtcEnterOptions | undefined;
  role: RtcRole | undefined;

  constructor(sdk: FakeRtcSdk) {
    this.#sdk = sdk;
  }

  /** How many listen to an event. */
  listening(event: keyof RtcEvents): number {
    return this.#listeners.get(event)?.size ?? 0;
  }

  emit<T extends keyof RtcEvents>(event: T, told: RtcEvents[T]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(told as never);
  }

  on(event: string, listener: (event: never) => void): void {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener));
  }

  off(event: string, listener: (event: never) => void): void {
    this.#listeners.get(event)?.delete(listener);
  }

  async enterRoom(options: RtcEnterOptions): Promise<void> {
    this.calls.push(`enter ${options.role}`);
    await this.#sdk.answer('enter', options);
    this.entered = options;
    this.role = options.role;
  }

  async switchRole(role: RtcRole): Promise<void> {
    this.calls.push(`switch ${role}`);
    await this.#sdk.answer('switch', role);
    this.role = role;
  }

  setRemoteAudioVolume(userId: string, volume: number): void {
    this.calls.push(`volume ${userId} ${volume}`);
  }

  readonly exitRoom = () => this.#note('exit');
  readonly destroy = (): void => void this.calls.push('destroy');
  readonly startLocalVideo = () => this.#note('startLocalVideo');
  readonly updateLocalVideo = () => this.#note('updateLocalVideo');
  readonly stopLocalVideo = () => this.#note('stopLocalVideo');
  readonly startLocalAudio = () => this.#note('startLocalAudio');
  readonly updateLocalAudio = () => this.#note('updateLocalAudio');
  readonly stopLocalAudio = () => this.#note('stopLocalAudio');

  async #note(call: string): Promise<void> {
    this.calls.push(call);
    await this.#sdk.answer(call);
  }
}

/** For tests: the SDK, with a client for each stay. `answer` may reject, or never come back. */
export class FakeRtcSdk {
  readonly clients: FakeRtcClient[] = [];
  answer: (call: string, detail?: unknown) => Promise<void> = async () => {};

  get client(): FakeRtcClient {
    return this.clients.at(-1)!;
  }

  readonly load = async (): Promise<RtcSdk> => ({
    create: () => {
      const client = new FakeRtcClient(this);
      this.clients.push(client);
      return client as unknown as RtcClient;
    },
    isSupported: async () => ({ result: true, detail: {} }),
    setLogLevel: () => {},
  });
}

/** What the SDK rejects with. */
export const refusal = (code: number, extraCode = 0): unknown => Object.assign(new Error('refused'), { code, extraCode });
