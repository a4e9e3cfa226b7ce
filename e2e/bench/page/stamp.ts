/** Bits of a stamp: milliseconds modulo four and a half hours. */
const BITS = 24;
export const WIDTH = 1280;
export const HEIGHT = 720;
/** Height of one of the two rows of bars at the bottom of the picture; the second is the opposite of the first. */
const ROW = 40;

/** A moving picture whose every frame says when it was drawn. */
export function drawStamped(context: CanvasRenderingContext2D, now: number): void {
  context.fillStyle = `hsl(${(now / 20) % 360} 60% 45%)`;
  context.fillRect(0, 0, WIDTH, HEIGHT - 2 * ROW);
  for (let ball = 0; ball < 12; ball++) {
    context.fillStyle = `hsl(${ball * 30} 80% 60%)`;
    const [x, y] = [WIDTH / 2 + 500 * Math.sin(now / 700 + ball), 300 + 250 * Math.cos(now / 500 + 2 * ball)];
    context.fillRect(x, y, 90, 90);
  }
  const stamp = Math.round(now) % 2 ** BITS;
  const bar = WIDTH / BITS;
  for (let bit = 0; bit < BITS; bit++) {
    const on = (stamp >> bit) & 1;
    context.fillStyle = on ? '#fff' : '#000';
    context.fillRect(bit * bar, HEIGHT - 2 * ROW, bar, ROW);
    context.fillStyle = on ? '#000' : '#fff';
    context.fillRect(bit * bar, HEIGHT - ROW, bar, ROW);
  }
}

/** Reads stamps out of video frames, whatever size they arrive in. */
export class StampReader {
  readonly #context = new OffscreenCanvas(BITS * 4, 8).getContext('2d', { willReadFrequently: true })!;

  /** Milliseconds since this frame was drawn; undefined where its bars cannot be read. */
  age(video: HTMLVideoElement, now: number): number | undefined {
    const { videoWidth: width, videoHeight: height } = video;
    const top = (height * (HEIGHT - 2 * ROW)) / HEIGHT;
    this.#context.drawImage(video, 0, top, width, height - top, 0, 0, BITS * 4, 8);
    const { data } = this.#context.getImageData(0, 0, BITS * 4, 8);
    let stamp = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const brightness = (row: number): number => data[4 * (row * BITS * 4 + bit * 4 + 2)]!;
      const [upper, lower] = [brightness(2), brightness(6)];
      if (Math.abs(upper - lower) < 64) return undefined;
      if (upper > lower) stamp |= 1 << bit;
    }
    const age = (Math.round(now) % 2 ** BITS) - stamp;
    return age >= 0 && age < 10_000 ? age : undefined;
  }
}
