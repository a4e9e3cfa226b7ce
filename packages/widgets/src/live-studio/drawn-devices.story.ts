const WIDTH = 640;
const HEIGHT = 360;

function drawnCamera(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const draw = () => {
    const seconds = performance.now() / 1000;
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

/** Gives stories a drawn camera and a silent microphone, so that nobody is asked for theirs; `refused` says no instead. */
export function useDrawnDevices({ refused = false } = {}): void {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  mediaDevices.getUserMedia = async ({ video, audio } = {}) => {
    if (refused) throw new DOMException('Not here', 'NotAllowedError');
    return new MediaStream([...(video ? [drawnCamera()] : []), ...(audio ? [silentMicrophone()] : [])]);
  };
  mediaDevices.enumerateDevices = async () => [
    device('videoinput', 'camera', 'Drawn camera'),
    device('audioinput', 'microphone', 'Silent microphone'),
  ];
}
