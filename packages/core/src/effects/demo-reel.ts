import { LiveError } from '../errors.ts';
import { REEL_SIZE } from './reel-brushes.ts';
import { createMusic } from './reel-music.ts';
import { createScene } from './reel-scene.ts';

const FRAMES_PER_SECOND = 20;

/** A picture and, where the browser can, a sound that need no camera and no microphone. */
export interface DemoReel {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | undefined;
  /** Ends both tracks for good. */
  stop(): void;
}

/**
 * Draws a small scene with products, moving light and a clock, with soft music: real tracks for people who have no camera at hand.
 * Throws `unsupported` where the browser cannot capture a canvas. A page in the background draws about one frame a second.
 */
export function createDemoReel(): DemoReel {
  const createCanvas = () => document.createElement('canvas');
  const canvas = Object.assign(createCanvas(), REEL_SIZE);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context || !('captureStream' in canvas)) throw new LiveError('unsupported', 'This browser cannot capture a drawing');
  const draw = createScene(createCanvas);
  const start = performance.now();
  const next = (): void => draw(context, (performance.now() - start) / 1000, new Date());
  next();
  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  const [video] = stream.getVideoTracks();
  if (!video) throw new LiveError('unsupported', 'This browser cannot capture a drawing');
  video.contentHint = 'motion';
  const timer = setInterval(next, 1000 / FRAMES_PER_SECOND);
  const music = globalThis.AudioContext && createMusic(new AudioContext());
  return {
    video,
    audio: music?.track,
    stop() {
      clearInterval(timer);
      video.stop();
      music?.track.stop();
      music?.stop();
    },
  };
}
