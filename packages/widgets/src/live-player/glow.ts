import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EVERY_MS = 1_500;

interface Parts {
  /** What is seen now: the video, or the picture before it. */
  picture: HTMLVideoElement | HTMLImageElement | undefined;
  canvas: HTMLCanvasElement | null;
}

/**
 * Fills the space around a picture that does not fill its box with the picture's own light: a few pixels of it, now and then,
 * which the style sheet blurs. Costs next to nothing, and nothing at all while the picture fills the box or nobody looks.
 */
export class Glow implements ReactiveController {
  readonly #parts: () => Parts;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, parts: () => Parts) {
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
    const { picture, canvas } = this.#parts();
    if (!picture || !canvas || document.hidden) return;
    const { width, height } = sizeOf(picture);
    if (width === 0 || height === 0) return;
    const gap = Math.abs(picture.clientWidth / picture.clientHeight / (width / height) - 1) > 0.03;
    canvas.hidden = !gap || getComputedStyle(picture).objectFit !== 'contain';
    if (!canvas.hidden) canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  };
}

/** Of the picture itself; nothing while there is none to draw. */
function sizeOf(picture: HTMLVideoElement | HTMLImageElement): { width: number; height: number } {
  if (picture instanceof HTMLImageElement) return { width: picture.naturalWidth, height: picture.naturalHeight };
  return picture.paused ? { width: 0, height: 0 } : { width: picture.videoWidth, height: picture.videoHeight };
}
