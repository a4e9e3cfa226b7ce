import { type Context, disc, fill, REEL_SIZE, shadow } from './reel-brushes.ts';
import { drawProducts } from './reel-products.ts';

const { width: W, height: H } = REEL_SIZE;
const TABLE_Y = 830;
const CENTRE = W / 2;

/** Draws the parts that never change once, and returns what draws a frame of the scene at a moment. */
export function createScene(createCanvas: () => HTMLCanvasElement): (context: Context, seconds: number, time: Date) => void {
  const room = createCanvas();
  room.width = W;
  room.height = H;
  drawRoom(room.getContext('2d')!);
  return (context, seconds, time) => {
    context.drawImage(room, 0, 0);
    const sun = Math.sin(seconds / 9);
    drawSun(context, sun);
    drawClock(context, time);
    drawProducts(context, seconds, sun);
    drawCard(context, time);
    drawDust(context, seconds);
  };
}

function drawRoom(context: Context): void {
  const wall = context.createLinearGradient(0, 0, W, TABLE_Y);
  wall.addColorStop(0, '#efe1cf');
  wall.addColorStop(0.55, '#dcb596');
  wall.addColorStop(1, '#a96a4f');
  fill(context, wall, 0, 0, W, TABLE_Y);
  // A rounded niche behind the product gives the eye a place to rest.
  const niche = context.createLinearGradient(0, 180, 0, TABLE_Y);
  niche.addColorStop(0, '#a35e46');
  niche.addColorStop(1, '#7d4032');
  context.fillStyle = niche;
  context.beginPath();
  context.moveTo(150, TABLE_Y);
  context.lineTo(150, 440);
  context.arc(CENTRE, 440, 210, Math.PI, 0);
  context.lineTo(570, TABLE_Y);
  context.fill();
  const table = context.createLinearGradient(0, TABLE_Y, 0, H);
  table.addColorStop(0, '#6b4633');
  table.addColorStop(0.12, '#553425');
  table.addColorStop(1, '#2a1812');
  fill(context, table, 0, TABLE_Y, W, H - TABLE_Y);
  context.strokeStyle = 'rgb(255 220 180 / 0.06)';
  context.lineWidth = 3;
  for (let line = 0; line < 16; line++) {
    const y = TABLE_Y + 26 + line * line * 1.9;
    context.beginPath();
    context.moveTo(0, y);
    context.bezierCurveTo(W / 3, y + 10 + line, (2 * W) / 3, y - 8, W, y + 6);
    context.stroke();
  }
  fill(context, 'rgb(255 232 205 / 0.25)', 0, TABLE_Y, W, 3);
}

/** A window's light wanders over the wall. */
function drawSun(context: Context, sun: number): void {
  context.save();
  context.globalCompositeOperation = 'soft-light';
  context.translate(CENTRE - 120 + sun * 130, 150);
  context.transform(1, 0.16, -0.24, 1, 0, 0);
  for (const [x, y] of [
    [0, 0],
    [150, 0],
    [0, 300],
    [150, 300],
  ] as const) {
    const pane = context.createLinearGradient(x, y, x + 130, y + 270);
    pane.addColorStop(0, 'rgb(255 246 220 / 0.95)');
    pane.addColorStop(1, 'rgb(255 214 150 / 0.55)');
    fill(context, pane, x, y, 134, 280);
  }
  context.restore();
  const glow = context.createRadialGradient(CENTRE + sun * 150, 420, 20, CENTRE + sun * 150, 420, 520);
  glow.addColorStop(0, 'rgb(255 232 190 / 0.34)');
  glow.addColorStop(1, 'rgb(255 232 190 / 0)');
  fill(context, glow, 0, 0, W, H);
}

function drawClock(context: Context, time: Date): void {
  const [x, y, radius] = [CENTRE, 165, 54];
  shadow(context, 18, 8);
  disc(context, '#f7efe4', x, y, radius);
  shadow(context, 0, 0);
  context.lineCap = 'round';
  for (let hour = 0; hour < 12; hour++) {
    hand(context, x, y, hour / 12, radius * 0.82, hour % 3 === 0 ? 4 : 2, '#8d6a55', radius * 0.72);
  }
  const seconds = time.getSeconds() + time.getMilliseconds() / 1000;
  const minutes = time.getMinutes() + seconds / 60;
  hand(context, x, y, ((time.getHours() % 12) + minutes / 60) / 12, radius * 0.48, 6, '#3a2620');
  hand(context, x, y, minutes / 60, radius * 0.7, 4, '#3a2620');
  hand(context, x, y, seconds / 60, radius * 0.78, 2, '#d92b4b');
  disc(context, '#d92b4b', x, y, 5);
}

/** A little card on the table tells the time in figures: it shows how far behind a viewer is. */
function drawCard(context: Context, time: Date): void {
  shadow(context, 14, 6);
  context.fillStyle = '#fbf5ec';
  context.beginPath();
  context.roundRect(CENTRE - 118, 918, 236, 84, 12);
  context.fill();
  shadow(context, 0, 0);
  context.textAlign = 'center';
  context.fillStyle = '#8d6a55';
  context.font = '600 20px system-ui, sans-serif';
  context.fillText('DEMO', CENTRE, 948);
  context.fillStyle = '#2a1812';
  context.font = '700 34px ui-monospace, monospace';
  context.fillText(time.toTimeString().slice(0, 8), CENTRE, 986);
}

function drawDust(context: Context, seconds: number): void {
  context.fillStyle = 'rgb(255 240 214 / 0.5)';
  for (let mote = 0; mote < 26; mote++) {
    const x = (mote * 97 + seconds * (6 + (mote % 5) * 3)) % W;
    const y = (mote * 173 + Math.sin(seconds / 3 + mote) * 60 + 120) % TABLE_Y;
    context.globalAlpha = 0.25 + 0.25 * Math.sin(seconds + mote * 2);
    disc(context, context.fillStyle, x, y, 1.5 + (mote % 3));
  }
  context.globalAlpha = 1;
}

function hand(context: Context, x: number, y: number, turn: number, to: number, width: number, colour: string, from = 0): void {
  const [sin, cos] = [Math.sin(turn * Math.PI * 2), -Math.cos(turn * Math.PI * 2)];
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x + sin * from, y + cos * from);
  context.lineTo(x + sin * to, y + cos * to);
  context.stroke();
}
