/** The size of the picture: upright, as phones show it. All that matters lies in its middle, so that any crop keeps it. */
export const REEL_SIZE = { width: 720, height: 1280 } as const;

type Context = CanvasRenderingContext2D;

const { width: W, height: H } = REEL_SIZE;
const TABLE_Y = 830;
const CENTRE = W / 2;
/** How long a product stands there, and how long the next one takes to come, in seconds. */
const STAND = 9;
const CHANGE = 1.2;

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

const PRODUCTS = [drawMug, drawVase, drawLamp];

function drawProducts(context: Context, seconds: number, sun: number): void {
  const turn = Math.floor(seconds / STAND);
  const into = seconds - turn * STAND;
  const share = smooth(Math.min(1, into / CHANGE));
  const pick = (index: number) => PRODUCTS[((index % PRODUCTS.length) + PRODUCTS.length) % PRODUCTS.length]!;
  drawPlinth(context, sun);
  if (share < 1 && turn > 0) stand(context, pick(turn - 1), -share * W * 0.9, 1 - share, sun);
  stand(context, pick(turn), turn > 0 ? (1 - share) * W * 0.9 : 0, turn > 0 ? share : 1, sun);
}

function stand(context: Context, draw: (context: Context, sun: number) => void, x: number, alpha: number, sun: number): void {
  context.save();
  context.globalAlpha = alpha;
  context.translate(CENTRE + x, 780);
  // The shadow falls away from the light.
  context.fillStyle = 'rgb(30 12 6 / 0.36)';
  context.beginPath();
  context.ellipse(-sun * 46, 4, 128, 20, 0, 0, Math.PI * 2);
  context.fill();
  draw(context, sun);
  context.restore();
}

function drawPlinth(context: Context, sun: number): void {
  const side = context.createLinearGradient(CENTRE - 190, 0, CENTRE + 190, 0);
  side.addColorStop(0, '#b98a6b');
  side.addColorStop(clamp(0.5 + sun * 0.3), '#f4e3cf');
  side.addColorStop(1, '#a87858');
  context.fillStyle = 'rgb(20 8 4 / 0.4)';
  context.beginPath();
  context.ellipse(CENTRE - sun * 40, 884, 226, 34, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = side;
  context.beginPath();
  context.ellipse(CENTRE, 862, 190, 34, 0, 0, Math.PI);
  context.lineTo(CENTRE - 190, 780);
  context.lineTo(CENTRE + 190, 780);
  context.lineTo(CENTRE + 190, 862);
  context.fill();
  context.fillStyle = '#f6e8d6';
  context.beginPath();
  context.ellipse(CENTRE, 780, 190, 34, 0, 0, Math.PI * 2);
  context.fill();
}

function drawMug(context: Context, sun: number): void {
  context.strokeStyle = '#2f5d62';
  context.lineWidth = 26;
  context.beginPath();
  context.ellipse(106, -98, 50, 58, 0, -Math.PI / 2, Math.PI / 2);
  context.stroke();
  context.fillStyle = glaze(context, 110, sun, ['#1f4347', '#5f9ea0', '#244c50']);
  context.beginPath();
  context.moveTo(-110, -200);
  context.lineTo(-98, -22);
  context.quadraticCurveTo(-90, 8, 0, 8);
  context.quadraticCurveTo(90, 8, 98, -22);
  context.lineTo(110, -200);
  context.fill();
  context.fillStyle = '#173437';
  context.beginPath();
  context.ellipse(0, -200, 110, 22, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = '#3b2116';
  context.beginPath();
  context.ellipse(0, -194, 97, 16, 0, 0, Math.PI * 2);
  context.fill();
  fill(context, 'rgb(246 232 214 / 0.85)', -104, -92, 207, 8);
}

function drawVase(context: Context, sun: number): void {
  context.strokeStyle = '#5f6b45';
  context.lineWidth = 7;
  for (const [bend, height] of [
    [-92, 388],
    [10, 430],
    [88, 366],
  ] as const) {
    context.beginPath();
    context.moveTo(0, -220);
    context.quadraticCurveTo(bend / 4, -300, bend, -height);
    context.stroke();
    for (let leaf = 1; leaf <= 5; leaf++) {
      const [x, y] = [(bend * leaf) / 5, -220 - ((height - 220) * leaf) / 5];
      context.fillStyle = leaf % 2 ? '#7d8a58' : '#96a36c';
      context.beginPath();
      context.ellipse(x + (leaf % 2 ? 18 : -18), y, 24, 10, leaf % 2 ? -0.6 : 0.6, 0, Math.PI * 2);
      context.fill();
    }
  }
  context.fillStyle = glaze(context, 112, sun, ['#b9a48c', '#fff6e8', '#a78e74']);
  context.beginPath();
  context.moveTo(-34, -236);
  context.bezierCurveTo(-34, -180, -122, -160, -112, -76);
  context.bezierCurveTo(-106, -10, -70, 8, 0, 8);
  context.bezierCurveTo(70, 8, 106, -10, 112, -76);
  context.bezierCurveTo(122, -160, 34, -180, 34, -236);
  context.fill();
  context.fillStyle = '#6e5a47';
  context.beginPath();
  context.ellipse(0, -236, 34, 9, 0, 0, Math.PI * 2);
  context.fill();
}

function drawLamp(context: Context, sun: number): void {
  const light = context.createRadialGradient(0, -250, 10, 0, -250, 330);
  light.addColorStop(0, 'rgb(255 226 160 / 0.75)');
  light.addColorStop(1, 'rgb(255 226 160 / 0)');
  context.fillStyle = light;
  context.beginPath();
  context.arc(0, -250, 330, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = glaze(context, 86, sun, ['#2a2326', '#7c6a6d', '#241d20']);
  context.beginPath();
  context.ellipse(0, -6, 86, 18, 0, 0, Math.PI * 2);
  context.fill();
  context.fillRect(-8, -210, 16, 204);
  const shade = context.createLinearGradient(0, -370, 0, -200);
  shade.addColorStop(0, '#f2c98a');
  shade.addColorStop(1, '#fff3d6');
  context.fillStyle = shade;
  context.beginPath();
  context.moveTo(-66, -370);
  context.lineTo(66, -370);
  context.lineTo(134, -204);
  context.quadraticCurveTo(0, -180, -134, -204);
  context.fill();
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

/** Round ware: dark at its edges, and a highlight that follows the light. */
function glaze(context: Context, radius: number, sun: number, [left, bright, right]: [string, string, string]): CanvasGradient {
  const gradient = context.createLinearGradient(-radius, 0, radius, 0);
  gradient.addColorStop(0, left);
  gradient.addColorStop(clamp(0.45 + sun * 0.28), bright);
  gradient.addColorStop(1, right);
  return gradient;
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

function disc(context: Context, colour: Context['fillStyle'], x: number, y: number, radius: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function fill(context: Context, style: Context['fillStyle'], x: number, y: number, width: number, height: number): void {
  context.fillStyle = style;
  context.fillRect(x, y, width, height);
}

function shadow(context: Context, blur: number, down: number): void {
  context.shadowColor = blur > 0 ? 'rgb(40 16 8 / 0.4)' : 'transparent';
  context.shadowBlur = blur;
  context.shadowOffsetY = down;
}

const clamp = (value: number): number => Math.max(0.05, Math.min(0.95, value));
const smooth = (share: number): number => share * share * (3 - 2 * share);
