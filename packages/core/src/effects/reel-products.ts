import { type Context, fill, REEL_SIZE } from './reel-brushes.ts';

const { width: W } = REEL_SIZE;
const CENTRE = W / 2;

/** How long a product stands there, and how long the next one takes to come, in seconds. */
const STAND = 9;
const CHANGE = 1.2;

const PRODUCTS = [drawMug, drawVase, drawLamp];

/** The product of the moment on its plinth; `sun`, -1 to 1, is where the light comes from. */
export function drawProducts(context: Context, seconds: number, sun: number): void {
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

/** Round ware: dark at its edges, and a highlight that follows the light. */
function glaze(context: Context, radius: number, sun: number, [left, bright, right]: [string, string, string]): CanvasGradient {
  const gradient = context.createLinearGradient(-radius, 0, radius, 0);
  gradient.addColorStop(0, left);
  gradient.addColorStop(clamp(0.45 + sun * 0.28), bright);
  gradient.addColorStop(1, right);
  return gradient;
}

const clamp = (value: number): number => Math.max(0.05, Math.min(0.95, value));
const smooth = (share: number): number => share * share * (3 - 2 * share);
