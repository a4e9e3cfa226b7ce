const WIDTH = 360;
const HEIGHT = 640;
const FRAMES_PER_SECOND = 15;

/** Plays a slowly changing drawing into the element, where there is a browser to draw it. Returns how to stop. */
export function movingPicture(name: string, into: HTMLVideoElement): () => void {
  if (typeof document === 'undefined') return () => {};
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context || !('captureStream' in canvas)) return () => {};
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  let frame = 0;
  const next = () => draw(context, name, (frame += 1) / FRAMES_PER_SECOND);
  next();
  const timer = setInterval(next, 1000 / FRAMES_PER_SECOND);
  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  into.srcObject = stream;
  // Without a gesture a browser may refuse sound; whoever owns the element shows how to start it.
  into.play().catch(() => {});
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    if (into.srcObject === stream) into.srcObject = null;
  };
}

function draw(context: CanvasRenderingContext2D, name: string, seconds: number): void {
  const wall = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wall.addColorStop(0, `hsl(${20 + Math.sin(seconds / 5) * 10} 45% 62%)`);
  wall.addColorStop(1, 'hsl(250 30% 22%)');
  context.fillStyle = wall;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  // A lamp's light wanders over a table with a vase on it: enough to see that the picture moves.
  const lightX = WIDTH / 2 + Math.sin(seconds) * 90;
  const light = context.createRadialGradient(lightX, 180, 10, lightX, 180, 220);
  light.addColorStop(0, 'hsl(45 90% 85% / 0.8)');
  light.addColorStop(1, 'hsl(45 90% 85% / 0)');
  context.fillStyle = light;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = 'hsl(25 35% 30%)';
  context.fillRect(0, 470, WIDTH, HEIGHT - 470);
  context.fillStyle = 'hsl(190 30% 45%)';
  context.beginPath();
  context.ellipse(WIDTH / 2, 430, 52, 74, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'hsl(190 30% 60%)';
  context.beginPath();
  context.ellipse(WIDTH / 2 - (lightX - WIDTH / 2) / 6 - 14, 405, 9, 30, 0.2, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = 'hsl(0 0% 100% / 0.85)';
  context.font = '16px system-ui, sans-serif';
  context.fillText(`${name} · ${seconds.toFixed(1)} s`, 16, HEIGHT - 20);
}
