import type { NetworkQuality } from '../provider.ts';

export type RtcRole = 'anchor' | 'audience';

/** What `trtc-sdk-v5` tells, as far as it is listened to. Never listen to all of its events: one of them comes 100 times a second. */
export interface RtcEvents {
  'kicked-out': { readonly reason: string };
  error: { readonly code: number; readonly extraCode?: number };
  'connection-state-changed': { readonly state: string; readonly isReconnecting?: boolean };
  'remote-user-exit': { readonly userId: string };
  'remote-video-available': { readonly userId: string; readonly streamType: string };
  'remote-video-unavailable': { readonly userId: string; readonly streamType: string };
  'remote-audio-available': { readonly userId: string };
  'remote-audio-unavailable': { readonly userId: string };
  'publish-state-changed': { readonly mediaType: string; readonly state: 'starting' | 'started' | 'stopped' };
  'network-quality': { readonly uplinkNetworkQuality: NetworkQuality; readonly downlinkNetworkQuality: NetworkQuality };
  statistics: RtcStatistics;
  /** A track came, or another in its place. */
  track: { readonly userId: string };
}

export interface RtcStatistics {
  readonly rtt: number;
  readonly localStatistics: {
    readonly audio: { readonly bitrate: number };
    readonly video: readonly { readonly bitrate: number }[];
  };
}

export interface RtcProfile {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly bitrate: number;
}

export interface RtcEnterOptions {
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
  readonly strRoomId: string;
  readonly scene: 'live';
  readonly role: RtcRole;
  readonly privateMapKey?: string;
  readonly proxy?: { readonly websocketProxy: string };
  readonly autoReceiveAudio: boolean;
  readonly autoReceiveVideo: boolean;
  readonly enableAutoPlayDialog: boolean;
}

/** One stay in one room; its own typings do not fit its behaviour everywhere. */
export interface RtcClient {
  on<T extends keyof RtcEvents>(event: T, listener: (event: RtcEvents[T]) => void): unknown;
  off<T extends keyof RtcEvents>(event: T, listener: (event: RtcEvents[T]) => void): unknown;
  enterRoom(options: RtcEnterOptions): Promise<unknown>;
  exitRoom(): Promise<unknown>;
  destroy(): void;
  switchRole(role: RtcRole, options: { privateMapKey?: string }): Promise<unknown>;
  startLocalVideo(config: {
    publish: true;
    option: { videoTrack: MediaStreamTrack; profile: RtcProfile; small?: RtcProfile };
  }): Promise<unknown>;
  updateLocalVideo(config: { option: { videoTrack: MediaStreamTrack } }): Promise<unknown>;
  stopLocalVideo(): Promise<unknown>;
  startLocalAudio(config: { publish: true; option: { audioTrack: MediaStreamTrack; profile: 'high' } }): Promise<unknown>;
  updateLocalAudio(config: { option: { audioTrack: MediaStreamTrack } }): Promise<unknown>;
  stopLocalAudio(): Promise<unknown>;
  startRemoteVideo(config: { userId: string; streamType: 'main'; option: { small: boolean } }): Promise<unknown>;
  updateRemoteVideo(config: { userId: string; streamType: 'main'; option: { small: boolean } }): Promise<unknown>;
  stopRemoteVideo(config: { userId: string; streamType: 'main' }): Promise<unknown>;
  muteRemoteAudio(userId: string, mute: boolean): Promise<unknown>;
  setRemoteAudioVolume(userId: string, volume: number): void;
  getVideoTrack(of: { userId: string; streamType: 'main' }): MediaStreamTrack | null;
  getAudioTrack(of: { userId: string }): MediaStreamTrack | null;
}

/** The class of `trtc-sdk-v5`. */
export interface RtcSdk {
  create(options: { enableVolumeControlInIOS: boolean }): RtcClient;
  isSupported(): Promise<{ readonly result: boolean; readonly detail?: Readonly<Record<string, unknown>> }>;
  setLogLevel(level: number, upload: boolean): void;
}
