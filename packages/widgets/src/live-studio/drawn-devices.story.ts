const WIDTH = 640;
const HEIGHT = 360;

type Paint = (context: CanvasRenderingContext2D, seconds: number) => void;

const paintHost: Paint = (context, seconds) => {
  context.fillStyle = '#3a2a3f';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#d9895b';
  context.beginPath();
  context.arc(WIDTH / 2 + Math.sin(seconds) * 12, HEIGHT / 2 - 30, 62, 0, Math.PI * 2);
  context.fill();
  context.beginPath();
  context.ellipse(WIDTH / 2, HEIGHT + 20, 150, 140, 0, 0, Math.PI * 2);
  context.fill();
};

const paintScreen: Paint = (context) => {
  context.fillStyle = '#dfe4ea';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#fff';
  context.fillRect(60, 40, WIDTH - 120, HEIGHT - 80);
  context.fillStyle = '#8a94a3';
  for (const [line, width] of [300, 420, 380, 240].entries()) context.fillRect(100, 90 + line * 44, width, 14);
};

/** A track of a device of the story, with the name and id that the list of devices gives it. */
function named(track: MediaStreamTrack, { label, deviceId }: Pick<MediaDeviceInfo, 'label' | 'deviceId'>): MediaStreamTrack {
  Object.defineProperty(track, 'label', { value: label });
  return Object.assign(track, { getSettings: () => ({ deviceId }) });
}

function drawn(paint: Paint): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const draw = () => paint(context, performance.now() / 1000);
  draw();
  const timer = setInterval(draw, 66);
  const [track] = canvas.captureStream(15).getVideoTracks();
  const stop = track!.stop.bind(track);
  return Object.assign(track!, {
    stop: () => {
      clearInterval(timer);
      stop();
    },
  });
}

function silentMicrophone(): MediaStreamTrack {
  return new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0]!;
}

const device = (kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo => ({
  kind,
  deviceId,
  label,
  groupId: 'story',
  toJSON: () => ({}),
});

const CAMERA = device('videoinput', 'camera', 'Drawn camera');
const SECOND_CAMERA = device('videoinput', 'camera-2', 'Camera of the laptop');
const MICROPHONE = device('audioinput', 'microphone', 'Silent microphone');

/** What is plugged in now. */
let plugged: MediaDeviceInfo[] = [];

function acquire(kind: MediaDeviceKind, make: () => MediaStreamTrack, wanted: unknown): MediaStreamTrack {
  const ofKind = plugged.filter((each) => each.kind === kind);
  const found = ofKind.find(({ deviceId }) => JSON.stringify(wanted).includes(`"${deviceId}"`)) ?? ofKind[0];
  if (!found) throw new DOMException('None', 'NotFoundError');
  return named(make(), found);
}

export interface DrawnDevices {
  /** The host, or the browser's settings, say no. */
  refused?: boolean;
  /** A second camera takes over when the first one goes. */
  twoCameras?: boolean;
}

/** Gives stories a drawn camera and a silent microphone, so that nobody is asked for theirs. */
export function useDrawnDevices({ refused = false, twoCameras = false }: DrawnDevices = {}): void {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  plugged = [CAMERA, ...(twoCameras ? [SECOND_CAMERA] : []), MICROPHONE];
  mediaDevices.getUserMedia = async ({ video, audio } = {}) => {
    if (refused) throw new DOMException('Not here', 'NotAllowedError');
    const tracks = [
      ...(video ? [acquire('videoinput', () => drawn(paintHost), video)] : []),
      ...(audio ? [acquire('audioinput', silentMicrophone, audio)] : []),
    ];
    return new MediaStream(tracks);
  };
  mediaDevices.getDisplayMedia = async () =>
    new MediaStream([named(drawn(paintScreen), { label: 'Screen', deviceId: 'screen' })]);
  mediaDevices.enumerateDevices = async () => plugged;
}

/** Somebody pulls the plug of the first device of this kind. */
export function unplug(kind: 'videoinput' | 'audioinput'): void {
  const gone = plugged.findIndex((each) => each.kind === kind);
  plugged = plugged.filter((_, index) => index !== gone);
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}

/** The first camera is plugged in again. */
export function plugIn(): void {
  plugged = [CAMERA, ...plugged];
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}
