import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EVERY_MS = 1_500;

/**
 * Fills the space around a picture that does not fill its box with the picture's own light: a few pixels of it, now and then,
 * which the style sheet blurs. Costs next to nothing, and nothing at all while the picture fills the box or nobody looks.
 */
export class Glow implements ReactiveController {
  readonly #parts: () => { video: HTMLVideoElement | null; canvas: HTMLCanvasElement | null };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, parts: () => { video: HTMLVideoElement | null; canvas: HTMLCanvasElement | null }) {
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.draw, EVERY_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Draws now, where there is a gap to fill. */
  readonly draw = (): void => {
    const { video, canvas } = this.#parts();
    if (!video || !canvas || document.hidden || video.videoWidth === 0 || video.paused) return;
    const { clientWidth, clientHeight, videoWidth, videoHeight } = video;
    const gap = Math.abs(clientWidth / clientHeight / (videoWidth / videoHeight) - 1) > 0.03;
    canvas.hidden = !gap || getComputedStyle(video).objectFit !== 'contain';
    if (!canvas.hidden) canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  };
}
