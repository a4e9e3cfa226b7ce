import { computed, signal } from '../reactive.ts';
import type { DeviceAccess } from './device-access.ts';

/** The devices of this machine, as the browser tells them, followed while somebody uses one. */
export class DeviceList {
  readonly #access: DeviceAccess;
  readonly #all = signal<readonly MediaDeviceInfo[]>([]);
  readonly #cameras = computed(() => this.#ofKind('videoinput'));
  readonly #microphones = computed(() => this.#ofKind('audioinput'));
  readonly #speakers = computed(() => this.#ofKind('audiooutput'));
  #watching: AbortController | undefined;

  constructor(access: DeviceAccess) {
    this.#access = access;
  }

  get cameras(): readonly MediaDeviceInfo[] {
    return this.#cameras.value;
  }
  get microphones(): readonly MediaDeviceInfo[] {
    return this.#microphones.value;
  }
  get speakers(): readonly MediaDeviceInfo[] {
    return this.#speakers.value;
  }

  /** Asks the browser anew. */
  async refresh(): Promise<void> {
    this.#all.value = (await this.#access.mediaDevices?.enumerateDevices()) ?? [];
  }

  /** Tells when a device may have come or gone, also while the page was out of sight (`shown`), until `stop`. Once is enough. */
  watch(changed: () => void, shown: () => void): void {
    const { mediaDevices, page } = this.#access;
    if (this.#watching || !mediaDevices) return;
    this.#watching = new AbortController();
    const { signal: until } = this.#watching;
    mediaDevices.addEventListener('devicechange', changed, { signal: until });
    page?.addEventListener('visibilitychange', () => page.visibilityState === 'visible' && shown(), { signal: until });
  }

  stop(): void {
    this.#watching?.abort();
    this.#watching = undefined;
  }

  #ofKind(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
    return this.#all.value.filter((device) => device.kind === kind);
  }
}
