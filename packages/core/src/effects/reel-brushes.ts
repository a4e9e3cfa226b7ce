/** The size of the picture: upright, as phones show it. All that matters lies in its middle, so that any crop keeps it. */
export const REEL_SIZE = { width: 720, height: 1280 } as const;

export type Context = CanvasRenderingContext2D;

export function disc(context: Context, colour: Context['fillStyle'], x: number, y: number, radius: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

export function fill(context: Context, style: Context['fillStyle'], x: number, y: number, width: number, height: number): void {
  context.fillStyle = style;
  context.fillRect(x, y, width, height);
}

export function shadow(context: Context, blur: number, down: number): void {
  context.shadowColor = blur > 0 ? 'rgb(40 16 8 / 0.4)' : 'transparent';
  context.shadowBlur = blur;
  context.shadowOffsetY = down;
}
