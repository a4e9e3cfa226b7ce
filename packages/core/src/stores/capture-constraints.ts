/** AtomicXCore's VideoQuality: the shorter side of the picture. */
export type VideoQuality = '360p' | '540p' | '720p' | '1080p';

const SIZES: Record<VideoQuality, [width: number, height: number]> = {
  '360p': [640, 360],
  '540p': [960, 540],
  '720p': [1280, 720],
  '1080p': [1920, 1080],
};

/** What to ask of a camera for this quality; one that cannot gives what comes nearest. */
export const sizeOf = (quality: VideoQuality): MediaTrackConstraints => ({
  width: { ideal: SIZES[quality][0] },
  height: { ideal: SIZES[quality][1] },
  frameRate: { ideal: 30 },
});

/** A named camera, or else one that looks to the front or the back. */
export const cameraConstraints = (
  quality: VideoQuality,
  isFront: boolean,
  deviceId: string | undefined,
): MediaStreamConstraints => ({
  video: {
    ...sizeOf(quality),
    ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: isFront ? 'user' : 'environment' }),
  },
});

/** A named microphone, or else the browser's choice; with the browser's cleaning of speech. */
export const microphoneConstraints = (deviceId: string | undefined): MediaStreamConstraints => ({
  audio: {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
  },
});

/** A shared screen moves little: sharp text matters more than smoothness. */
export const screenConstraints: DisplayMediaStreamOptions = { video: { frameRate: { ideal: 15 } } };
