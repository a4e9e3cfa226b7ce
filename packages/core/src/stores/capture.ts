import { LiveError, type LiveErrorCode } from '../errors.ts';
import { signal } from '../reactive.ts';
import { deviceError } from './device-errors.ts';

/** What happened to a device without anybody asking for it. */
export type CaptureChange = 'switched' | 'lost' | 'returned';

/** What a `Capture` needs of its store. */
export interface CaptureHost {
  /** Opens a track; `deviceId` names one device, undefined leaves the choice to the browser. Rejects as `getUserMedia` does. */
  acquire(deviceId: string | undefined): Promise<MediaStreamTrack>;
  /** The devices of this kind that are there now, asked anew. */
  devices(): Promise<readonly MediaDeviceInfo[]>;
  notify(change: CaptureChange, from: string, to: string | undefined): void;
}

/** One camera or microphone: opens it, notices when it goes away, finds another, and takes it up again when it returns. */
export class Capture {
  readonly #host: CaptureHost;
  readonly #track = signal<MediaStreamTrack | undefined>(undefined);
  readonly #error = signal<LiveErrorCode | undefined>(undefined);
  readonly #deviceId = signal<string | undefined>(undefined);
  /** Whether the host wants it on: a lost device is looked for only while this holds. */
  #wanted = false;
  /** Counts what was asked for, so that an answer overtaken by `close()` or another device is dropped. */
  #attempt = 0;
  #opening: Promise<void> | undefined;
  #recovering = false;

  constructor(host: CaptureHost) {
    this.#host = host;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track.value;
  }
  get error(): LiveErrorCode | undefined {
    return this.#error.value;
  }
  /** The device in use, or the one chosen for the next time. */
  get deviceId(): string | undefined {
    return this.#deviceId.value;
  }

  /** Resolves when the track runs; rejects with a LiveError, whose code is in `error` too. */
  async open(): Promise<void> {
    if (this.#track.value) return;
    const opening = (this.#opening ??= this.#openAny());
    await opening.finally(() => this.#opening === opening && (this.#opening = undefined));
  }

  /** Uses this device from now on; undefined leaves the choice to the browser. Keeps the old one where the new one fails. */
  async use(deviceId: string | undefined): Promise<void> {
    if (this.#wanted) return this.#replace(deviceId);
    this.#deviceId.value = deviceId;
  }

  /** Stops the track at once, and one that is still being opened as soon as it comes. */
  close(): void {
    this.#attempt++;
    this.#wanted = false;
    this.#opening = undefined;
    this.#error.value = undefined;
    this.#adopt(undefined);
  }

  /** Looks whether the track still runs and its device is still there; call it when devices change and when the page returns. */
  async check(): Promise<void> {
    if (this.#opening) return;
    const track = this.#track.value;
    if (!track) return this.#error.value === 'device-lost' ? this.#recover() : undefined;
    const devices = await this.#host.devices();
    const gone =
      devices.length === 0 || (this.#deviceId.value && !devices.some(({ deviceId }) => deviceId === this.#deviceId.value));
    if (gone || track.readyState === 'ended') await this.#recover();
  }

  async #openAny(): Promise<void> {
    const chosen = this.#deviceId.value;
    try {
      await this.#replace(chosen);
    } catch (error) {
      // The device of last time may have been left at home.
      if (!chosen || deviceError(error).code !== 'no-device') throw error;
      await this.#replace(undefined);
    }
  }

  async #replace(deviceId: string | undefined): Promise<void> {
    const attempt = ++this.#attempt;
    this.#wanted = true;
    const old = this.#track.value;
    try {
      const track = await this.#host.acquire(deviceId).catch((thrown: unknown) => {
        // Most phones open one camera at a time: the old one has to make way.
        if (!old || attempt !== this.#attempt || deviceError(thrown).code !== 'device-busy') throw thrown;
        old.stop();
        return this.#host.acquire(deviceId);
      });
      if (attempt !== this.#attempt) return track.stop();
      this.#error.value = undefined;
      this.#adopt(track);
    } catch (thrown) {
      const error = deviceError(thrown);
      if (attempt !== this.#attempt) return;
      this.#wanted = Boolean(old);
      if (old?.readyState === 'ended') await this.#recover();
      if (this.#track.value || !old) this.#error.value = error.code;
      throw error;
    }
  }

  async #recover(): Promise<void> {
    if (this.#recovering) return;
    this.#recovering = true;
    const attempt = this.#attempt;
    const before = this.#track.value;
    before?.stop();
    try {
      const devices = await this.#host.devices();
      const same = ({ deviceId }: MediaDeviceInfo) => deviceId === this.#deviceId.value;
      for (const device of [...devices.filter(same), ...devices.filter((each) => !same(each))]) {
        const track = await this.#host.acquire(device.deviceId).catch((thrown: unknown) => deviceError(thrown));
        if (attempt !== this.#attempt) return track instanceof LiveError ? undefined : track.stop();
        if (track instanceof LiveError) {
          if (track.code === 'permission-denied') return this.#giveUp(track.code);
          continue;
        }
        const wasLost = !before;
        this.#error.value = undefined;
        this.#adopt(track);
        if (wasLost) this.#host.notify('returned', track.label, track.label);
        else if (track.label !== before.label) this.#host.notify('switched', before.label, track.label);
        return;
      }
      if (attempt !== this.#attempt || !before) return;
      this.#error.value = 'device-lost';
      this.#adopt(undefined);
      this.#host.notify('lost', before.label, undefined);
    } finally {
      this.#recovering = false;
    }
  }

  #giveUp(code: LiveErrorCode): void {
    this.#wanted = false;
    this.#error.value = code;
    this.#adopt(undefined);
  }

  #adopt(track: MediaStreamTrack | undefined): void {
    const old = this.#track.value;
    old?.stop();
    this.#track.value = track;
    if (!track) return;
    this.#deviceId.value = track.getSettings().deviceId ?? this.#deviceId.value;
    track.addEventListener('ended', () => track === this.#track.value && void this.#recover());
  }
}
