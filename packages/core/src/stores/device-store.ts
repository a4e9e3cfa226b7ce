import type { LiveErrorCode } from '../errors.ts';
import { batch, signal } from '../reactive.ts';
import { cameraConstraints, microphoneConstraints, screenConstraints, sizeOf, type VideoQuality } from './capture-constraints.ts';
import { Capture, type CaptureChange } from './capture.ts';
import { browserAccess, type DeviceAccess } from './device-access.ts';
import { noDevices } from './device-errors.ts';
import { DeviceList } from './device-list.ts';
import { ReelCapture } from './reel-capture.ts';
import { ScreenCapture } from './screen-capture.ts';
import { SentSound } from './sent-sound.ts';

export type { VideoQuality } from './capture-constraints.ts';

/** AtomicXCore's DeviceStatus, as a word. */
export type DeviceStatus = 'on' | 'off';
/** AtomicXCore's MirrorType: `auto` mirrors the host's own preview of a front camera; viewers always see the picture as it is. */
export type MirrorType = 'auto' | 'enable' | 'disable';
/** A device that changed without the host asking for it. Each one is a new object. */
export interface DeviceNotice {
  readonly device: 'camera' | 'microphone' | 'screen';
  /** `switched` to another, `lost` without another, `returned` after a loss, `ended` by the browser's own bar (screen). */
  readonly change: CaptureChange | 'ended';
  /** The names of the devices, as the system calls them. */
  readonly from: string;
  readonly to: string | undefined;
}

/** The camera, microphone and screen of this machine. AtomicXCore's DeviceStore. Nothing is opened until it is asked for. */
export class DeviceStore {
  readonly #access: DeviceAccess;
  readonly #closed: AbortSignal;
  readonly #devices: DeviceList;
  readonly #notice = signal<DeviceNotice | undefined>(undefined);
  readonly #front = signal(true);
  readonly #mirror = signal<MirrorType>('auto');
  readonly #quality = signal<VideoQuality>('720p');
  readonly #camera: Capture;
  readonly #microphone: Capture;
  readonly #screen: ScreenCapture;
  readonly #sound: SentSound;
  readonly #reel: ReelCapture;

  /** When `closed` aborts, every track stops for good. */
  constructor(closed: AbortSignal, access: DeviceAccess = browserAccess()) {
    this.#access = access;
    this.#devices = new DeviceList(access);
    this.#closed = closed;
    this.#camera = this.#capture('camera', (deviceId) => cameraConstraints(this.#quality.value, this.#front.value, deviceId));
    this.#microphone = this.#capture('microphone', microphoneConstraints);
    this.#screen = new ScreenCapture(
      async () => {
        const { mediaDevices, secure } = access;
        if (!mediaDevices?.getDisplayMedia) throw noDevices(secure);
        return mediaDevices.getDisplayMedia(screenConstraints);
      },
      (from) => (this.#notice.value = { device: 'screen', change: 'ended', from, to: this.#picture?.label }),
    );
    this.#reel = new ReelCapture(access.createReel, closed);
    closed.addEventListener('abort', () => this.reset(), { once: true });
    this.#sound = new SentSound(() => this.#microphone.track, access.createAudioContext, closed);
  }

  get cameraStatus(): DeviceStatus {
    return this.#camera.track ? 'on' : 'off';
  }
  get cameraLastError(): LiveErrorCode | undefined {
    return this.#camera.error;
  }
  get microphoneStatus(): DeviceStatus {
    return this.#microphone.track ? 'on' : 'off';
  }
  get microphoneLastError(): LiveErrorCode | undefined {
    return this.#microphone.error;
  }
  /** Whether the demo reel stands in for the camera. */
  get reelStatus(): DeviceStatus {
    return this.#reel.video ? 'on' : 'off';
  }
  get screenStatus(): DeviceStatus {
    return this.#screen.track ? 'on' : 'off';
  }
  /** Phones' browsers share no screen. */
  get canShareScreen(): boolean {
    return typeof this.#access.mediaDevices?.getDisplayMedia === 'function';
  }
  /** `cancelled` where the host closed the browser's picker. */
  get screenLastError(): LiveErrorCode | undefined {
    return this.#screen.error;
  }
  /** A muted microphone stays open: it is heard again at once. Holds for the next microphone too. */
  get microphoneMuted(): boolean {
    return this.#sound.muted.value;
  }
  /** The devices there are; names and ids are empty until the visitor has allowed one of the kind. */
  get cameraList(): readonly MediaDeviceInfo[] {
    return this.#devices.cameras;
  }
  get microphoneList(): readonly MediaDeviceInfo[] {
    return this.#devices.microphones;
  }
  get speakerList(): readonly MediaDeviceInfo[] {
    return this.#devices.speakers;
  }
  get currentCamera(): MediaDeviceInfo | undefined {
    return this.cameraList.find(({ deviceId }) => deviceId === this.#camera.deviceId);
  }
  get currentMicrophone(): MediaDeviceInfo | undefined {
    return this.microphoneList.find(({ deviceId }) => deviceId === this.#microphone.deviceId);
  }
  /** How loud the microphone is, 0 to 100, about ten times a second; measured only while somebody follows it. */
  get currentMicVolume(): number {
    return this.#sound.level;
  }
  /** How much of the microphone is sent, 0 to 100. */
  get captureVolume(): number {
    return this.#sound.volume.value;
  }
  get isFrontCamera(): boolean {
    return this.#front.value;
  }
  /** True where the open camera has a side, as on phones, and there is another one. */
  get canFlipCamera(): boolean {
    return this.cameraList.length > 1 && this.#camera.track?.getSettings().facingMode !== undefined;
  }
  get localMirrorType(): MirrorType {
    return this.#mirror.value;
  }
  get localVideoQuality(): VideoQuality {
    return this.#quality.value;
  }
  /** What changed last without the host asking for it. */
  get notice(): DeviceNotice | undefined {
    return this.#notice.value;
  }
  /** The picture to send: a shared screen beats the camera, or the demo reel in its place. */
  get videoTrack(): MediaStreamTrack | undefined {
    return this.#screen.track ?? this.#picture;
  }
  /** The sound to send: a microphone beats the music of the demo reel. */
  get audioTrack(): MediaStreamTrack | undefined {
    return this.#sound.track ?? this.#reel.audio;
  }
  get #picture(): MediaStreamTrack | undefined {
    return this.#reel.video ?? this.#camera.track;
  }

  /** Resolves when the microphone runs; rejects with a LiveError that says why not. */
  async openLocalMicrophone(): Promise<void> {
    await this.#microphone.open();
    await this.refreshDevices();
  }

  closeLocalMicrophone(): void {
    this.#microphone.close();
  }

  muteLocalAudio(): void {
    this.#sound.muted.value = true;
  }

  unmuteLocalAudio(): void {
    this.#sound.muted.value = false;
  }

  /** 0 to 100. */
  setCaptureVolume(volume: number): void {
    this.#sound.volume.value = Math.max(0, Math.min(100, volume));
  }

  /** Resolves when the camera runs; rejects with a LiveError that says why not. */
  async openLocalCamera(): Promise<void> {
    await this.#camera.open();
    this.stopReel();
    await this.refreshDevices();
  }

  closeLocalCamera(): void {
    this.#camera.close();
  }

  /** Turns to the front or the back camera; without an argument to the other one. Rejects, and stays, where there is none. */
  async switchCamera(isFront = !this.#front.value): Promise<void> {
    const before = this.#front.value;
    this.#front.value = isFront;
    try {
      await this.#camera.use(undefined);
    } catch (error) {
      this.#front.value = before;
      throw error;
    }
  }

  switchMirror(mirror: MirrorType): void {
    this.#mirror.value = mirror;
  }

  /** An open camera changes at once; one that cannot keeps what it has. */
  async updateVideoQuality(quality: VideoQuality): Promise<void> {
    this.#quality.value = quality;
    await this.#camera.track?.applyConstraints(sizeOf(quality)).catch(() => {});
  }

  /** A drawn scene with music takes the camera's place. Rejects with `unsupported` where the browser cannot. */
  async startReel(): Promise<void> {
    await this.#reel.start(() => this.#camera.close());
  }

  stopReel(): void {
    this.#reel.stop();
  }

  /** Resolves when the screen is being captured; rejects with `cancelled` where the host closes the browser's picker. */
  async startScreenShare(): Promise<void> {
    await this.#screen.start();
  }

  stopScreenShare(): void {
    this.#screen.stop();
  }

  /** Asks the browser anew which devices there are, and looks after those in use. */
  async refreshDevices(): Promise<void> {
    this.#watch();
    await this.#devices.refresh();
  }

  /** Uses this camera from now on. Rejects, and keeps the old one, where it cannot be opened. */
  async setCurrentCamera(deviceId: string): Promise<void> {
    await this.#camera.use(deviceId);
  }

  /** Uses this microphone from now on. Rejects, and keeps the old one, where it cannot be opened. */
  async setCurrentMicrophone(deviceId: string): Promise<void> {
    await this.#microphone.use(deviceId);
  }

  /** Stops every track and watches the devices no more. The settings stay. */
  reset(): void {
    this.#devices.stop();
    batch(() => {
      this.#camera.close();
      this.#microphone.close();
      this.#screen.stop();
      this.stopReel();
      this.#notice.value = undefined;
    });
    this.#sound.reset();
  }

  #capture(device: 'camera' | 'microphone', constraints: (deviceId: string | undefined) => MediaStreamConstraints): Capture {
    return new Capture({
      acquire: async (deviceId) => {
        const { mediaDevices, secure } = this.#access;
        if (!mediaDevices) throw noDevices(secure);
        this.#watch();
        const [track] = (await mediaDevices.getUserMedia(constraints(deviceId))).getTracks();
        if (!track) throw noDevices(secure);
        if (device === 'camera') this.#cameraOpened(track);
        return track;
      },
      devices: async () => {
        await this.refreshDevices();
        return device === 'camera' ? this.cameraList : this.microphoneList;
      },
      notify: (change, from, to) => (this.#notice.value = { device, change, from, to }),
    });
  }

  #cameraOpened(track: MediaStreamTrack): void {
    track.contentHint = 'motion';
    const { facingMode } = track.getSettings();
    if (facingMode) this.#front.value = facingMode !== 'environment';
  }

  #watch(): void {
    if (this.#closed.aborted) return;
    const check = (): void => void this.#checkAll();
    this.#devices.watch(check, () => {
      this.#sound.resume();
      check();
    });
  }

  async #checkAll(): Promise<void> {
    await this.refreshDevices().catch(() => {});
    await Promise.all([this.#camera.check(), this.#microphone.check()]);
    this.#screen.check();
  }
}
