/** Devices for tests that run without a browser. */
import type { DemoReel } from '../effects/demo-reel.ts';
import type { DeviceAccess } from './device-access.ts';

/** A track that tells whether it runs; `endByItself` is what an unplugged device does. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly constraints: MediaTrackConstraints;
  readonly #deviceId: string;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  facingMode: string | undefined;
  contentHint = '';

  constructor(kind: 'audio' | 'video', deviceId: string, constraints: MediaTrackConstraints = {}) {
    super();
    this.kind = kind;
    this.label = deviceId;
    this.#deviceId = deviceId;
    this.constraints = constraints;
  }

  stop(): void {
    this.readyState = 'ended';
  }
  endByItself(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.#deviceId, facingMode: this.facingMode };
  }
  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    Object.assign(this.constraints, constraints);
  }
}

type Kind = 'videoinput' | 'audioinput';

const domException = (name: string, message = name) => Object.assign(new Error(message), { name });

/** A machine whose devices can be plugged in, pulled out, refused and occupied. */
export class FakeMachine {
  readonly tracks: FakeTrack[] = [];
  readonly #mediaDevices = new EventTarget();
  readonly #page = new EventTarget();
  readonly #devices: { kind: Kind; deviceId: string }[];
  /** Device id (or `screen`) → the DOMException that opening it throws. */
  readonly refusals = new Map<string, { name: string; message?: string }>();
  /** Like most phones: another camera can be opened only when the first is stopped. */
  oneCameraAtATime = false;
  visibilityState: 'visible' | 'hidden' = 'visible';
  /** Opening waits for this, like a question to the visitor. */
  permission: Promise<void> = Promise.resolve();

  constructor(devices: Record<string, Kind> = { cam1: 'videoinput', cam2: 'videoinput', mic1: 'audioinput' }) {
    this.#devices = Object.entries(devices).map(([deviceId, kind]) => ({ kind, deviceId }));
  }

  get access(): DeviceAccess {
    const listeners = (target: EventTarget) => ({
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
    });
    const visibility = () => this.visibilityState;
    return {
      secure: true,
      createAudioContext: undefined,
      createReel: async () => {
        const [video, audio] = [this.#track('video', 'reel', {}), this.#track('audio', 'music', {})];
        return { video, audio, stop: () => [video, audio].forEach((track) => track.stop()) } as unknown as DemoReel;
      },
      page: {
        ...listeners(this.#page),
        get visibilityState() {
          return visibility();
        },
      } as DeviceAccess['page'],
      mediaDevices: {
        ...listeners(this.#mediaDevices),
        enumerateDevices: async () => this.#devices.map((device) => ({ ...device, label: device.deviceId, groupId: '' })),
        getUserMedia: async (constraints: MediaStreamConstraints) => this.#open(constraints),
        getDisplayMedia: async () => this.#stream(this.#track('video', 'screen', {})),
      } as unknown as NonNullable<DeviceAccess['mediaDevices']>,
    };
  }

  /** The tracks that still run. */
  get running(): string[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live').map(({ label }) => label);
  }

  plugIn(deviceId: string, kind: Kind): void {
    this.#devices.push({ kind, deviceId });
    this.#mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  /** Some browsers end the track, some only say that the devices changed. */
  pullOut(deviceId: string, { endsTracks = false } = {}): void {
    this.#devices.splice(
      this.#devices.findIndex((device) => device.deviceId === deviceId),
      1,
    );
    if (endsTracks) for (const track of this.tracks.filter(({ label }) => label === deviceId)) track.endByItself();
    this.#mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  show(visibilityState: 'visible' | 'hidden'): void {
    this.visibilityState = visibilityState;
    this.#page.dispatchEvent(new Event('visibilitychange'));
  }

  /** The track opened last on a device. */
  track(deviceId: string): FakeTrack {
    const track = this.tracks.findLast(({ label }) => label === deviceId);
    if (!track) throw new Error(`${deviceId} was never opened`);
    return track;
  }

  async #open({ audio, video }: MediaStreamConstraints): Promise<MediaStream> {
    await this.permission;
    const kind = video ? 'videoinput' : 'audioinput';
    const constraints = (video || audio) as MediaTrackConstraints;
    const exact = (constraints.deviceId as { exact?: string } | undefined)?.exact;
    const device = this.#devices.find((each) => each.kind === kind && (!exact || each.deviceId === exact));
    if (!device) throw domException(exact ? 'OverconstrainedError' : 'NotFoundError');
    return this.#stream(this.#track(video ? 'video' : 'audio', device.deviceId, constraints));
  }

  #track(kind: 'audio' | 'video', deviceId: string, constraints: MediaTrackConstraints): FakeTrack {
    const busy =
      this.oneCameraAtATime &&
      kind === 'video' &&
      this.tracks.some((each) => each.kind === 'video' && each.readyState === 'live');
    if (busy) throw domException('NotReadableError');
    const refusal = this.refusals.get(deviceId);
    if (refusal) throw domException(refusal.name, refusal.message);
    const track = new FakeTrack(kind, deviceId, constraints);
    this.tracks.push(track);
    return track;
  }

  #stream(track: FakeTrack): MediaStream {
    return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
  }
}

/** Lets everything that is already decided happen. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A promise that a test fulfils when it likes. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
