/**
 * The picture that the host's camera sees in the screenshots, drawn on a canvas of 1280 × 720: a shopkeeper behind an oak table,
 * with a lamp, a mug and the light of late afternoon. What matters lies in the middle, since phones show no more of it.
 */

const WIDTH = 1280;
const HEIGHT = 720;
const TURN = Math.PI * 2;

const fade = (ctx, from, to, ...stops) => {
  const gradient = ctx.createLinearGradient(...from, ...to);
  stops.forEach((colour, index) => gradient.addColorStop(index / (stops.length - 1), colour));
  return gradient;
};

const glow = (ctx, x, y, radius, ...stops) => {
  const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
  stops.forEach((colour, index) => gradient.addColorStop(index / (stops.length - 1), colour));
  return gradient;
};

const shape = (ctx, colour, path) => {
  const outline = new Path2D(path);
  ctx.fillStyle = colour;
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is no array
  ctx.fill(outline);
};

const oval = (ctx, fill, x, y, rx, ry, turn = 0) => {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.ellipse(x, y, rx, ry, turn, 0, TURN);
  ctx.fill();
};

const stroke = (ctx, colour, width, path) => {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(new Path2D(path));
};

/** Wall, window and shelves, a little out of focus. They do not move, so they are drawn once. */
export function drawRoom(ctx) {
  ctx.fillStyle = fade(ctx, [0, 0], [WIDTH, HEIGHT], '#e3cfae', '#c49f72', '#7d5836');
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.filter = 'blur(5px)';

  // The window, and the sun behind it.
  shape(ctx, '#f8efdd', 'M70 40h400v420H70z');
  ctx.fillStyle = fade(ctx, [0, 40], [0, 450], '#f9dcae', '#f0ac74', '#a76f58');
  ctx.fillRect(88, 58, 364, 384);
  oval(ctx, '#fff3d3', 330, 230, 46, 46);
  shape(ctx, '#836b59', 'M88 350q90-70 180-24t184-30v146H88z');
  shape(ctx, '#4f5a47', 'M88 400q120-52 220-14t144-20v76H88z');
  stroke(ctx, '#f8efdd', 14, 'M270 46v400M76 250h388');
  shape(ctx, '#fff0cc33', 'M88 442h364l260 278H230z');

  // Shelves with what the shop keeps on them.
  for (const y of [190, 350]) {
    shape(ctx, '#6d4526', `M830 ${y}h420v16H830z`);
    shape(ctx, '#00000022', `M830 ${y + 16}h420v12H830z`);
  }
  const pots = [
    [868, 190, 30, 62, '#9fb4a6'],
    [940, 190, 22, 84, '#d8b48a'],
    [1075, 190, 40, 48, '#5f7d86'],
    [1160, 190, 26, 74, '#c26a43'],
    [880, 350, 34, 44, '#e9dcc2'],
    [1010, 350, 24, 76, '#48604f'],
    [1180, 350, 44, 58, '#b98550'],
  ];
  for (const [x, y, half, height, colour] of pots) {
    shape(
      ctx,
      colour,
      `M${x - half * 0.7} ${y - height}h${half * 1.4}q${half} ${height * 0.5} ${half * -0.2} ${height}h${half * -1}q${half * -1.2} ${height * -0.5} ${half * -0.2} ${-height}z`,
    );
  }
  for (const [index, colour] of ['#7a3b2a', '#33553f', '#d9c49c', '#4c5c6b', '#a3653f'].entries()) {
    shape(ctx, colour, `M${1060 + index * 19} ${286 - (index % 3) * 8}h16v${64 + (index % 3) * 8}h-16z`);
  }

  // A plant between window and table.
  for (const [dx, dy, turn] of [
    [-60, -70, -0.9],
    [-24, -120, -0.35],
    [20, -130, 0.2],
    [62, -84, 0.8],
    [-80, -20, -1.3],
    [84, -30, 1.25],
  ])
    oval(ctx, '#3f5b40', 180 + dx, 362 + dy, 22, 66, turn);
  shape(ctx, '#b5653c', 'M130 352h100l-14 110h-72z');
  ctx.filter = 'none';
}

function drawLights(ctx, time) {
  const lights = [
    [470, 66, 16],
    [545, 92, 20],
    [640, 60, 14],
    [706, 98, 22],
    [800, 70, 17],
    [905, 60, 20],
    [1010, 80, 15],
    [1120, 54, 18],
  ];
  for (const [index, [x, y, size]] of lights.entries()) {
    const strength = 0.34 + 0.2 * Math.sin(TURN * (time * 2 + index * 0.37));
    ctx.globalAlpha = Math.max(0, strength);
    oval(ctx, glow(ctx, x, y, size, '#fff0c4', '#ffd58ccc', '#ffc97a00'), x, y, size, size);
  }
  ctx.globalAlpha = 1;
}

function drawTable(ctx) {
  ctx.fillStyle = fade(ctx, [0, 440], [0, HEIGHT], '#c4935b', '#95652f', '#5f3c1d');
  ctx.fillRect(0, 440, WIDTH, 280);
  shape(ctx, '#ffe9c288', 'M0 440h1280v4H0z');
  stroke(ctx, '#4f311833', 3, 'M0 492q400 16 1280-6M0 562q560-20 1280 10M0 636q400 14 1280-4M0 700q500-12 1280 2');

  // Folded scarves.
  oval(ctx, '#2a180866', 1010, 604, 170, 16);
  for (const [index, colour] of ['#a94f2b', '#d9c9a8', '#48664f'].entries()) {
    const y = 566 - index * 36;
    ctx.fillStyle = fade(ctx, [0, y], [0, y + 36], colour, colour, '#3d2413');
    ctx.beginPath();
    ctx.roundRect(868 + index * 9, y, 284 - index * 20, 36, 16);
    ctx.fill();
    stroke(ctx, '#00000026', 2, `M${884 + index * 9} ${y + 20}h${250 - index * 20}`);
  }
  shape(ctx, '#f3e6cc', 'M980 494h44v110h-44z');
  shape(ctx, '#33553f', 'M980 536h44v10h-44z');

  // A watch on its cushion.
  oval(ctx, '#2a180866', 250, 606, 96, 13);
  shape(
    ctx,
    fade(ctx, [170, 540], [330, 610], '#efe3cc', '#cdb68d'),
    'M164 584q0-30 30-30h112q30 0 30 30 0 24-30 24H194q-30 0-30-24z',
  );
  stroke(ctx, '#7a4526', 26, 'M186 566q64-26 128 0');
  oval(ctx, fade(ctx, [220, 520], [280, 580], '#f4f1ea', '#9d978a'), 250, 552, 32, 28);
  oval(ctx, '#fbf8f0', 250, 551, 26, 22);
  stroke(ctx, '#23271f', 2.5, 'M250 551v-13M250 551l11 5');
}

function drawMug(ctx, time) {
  oval(ctx, '#2a180866', 488, 596, 62, 11);
  stroke(ctx, '#52757b', 13, 'M446 536q-40-4-38 26t46 26');
  shape(
    ctx,
    fade(ctx, [438, 0], [540, 0], '#2f4a50', '#b7d0d0', '#4d6d72', '#2c454b'),
    'M438 516q-2 54 8 80 4 10 16 12 26 4 52 0 12-2 16-12 10-26 8-80z',
  );
  oval(ctx, '#a9c4c5', 488, 516, 50, 12);
  oval(ctx, '#4a2a14', 488, 518, 43, 8.5);
  ctx.filter = 'blur(5px)';
  for (const [index, x] of [476, 498].entries()) {
    const wave = Math.sin(TURN * (time * 2 + index * 0.4)) * 12;
    stroke(
      ctx,
      `rgb(255 255 255 / ${0.26 + 0.08 * Math.sin(TURN * (time + index * 0.3))})`,
      8,
      `M${x} 502q${-14 + wave} -26 2-50t${wave * 0.7} -46`,
    );
  }
  ctx.filter = 'none';
}

function drawLamp(ctx, time) {
  ctx.save();
  ctx.translate(-14, 0);
  const light = 0.86 + 0.14 * Math.sin(TURN * time);
  ctx.globalAlpha = light;
  oval(ctx, glow(ctx, 768, 330, 330, '#ffe7b0a8', '#ffd48a40', '#ffcf8000'), 768, 330, 330, 330);
  ctx.globalAlpha = 1;
  oval(ctx, '#2a180877', 768, 604, 84, 13);
  shape(ctx, fade(ctx, [756, 0], [780, 0], '#8f6a34', '#e2bd77', '#9c7338'), 'M761 380h14v206h-14z');
  shape(ctx, fade(ctx, [700, 0], [836, 0], '#7b522a', '#d3a369', '#8a5d31'), 'M704 590q0-18 64-18t64 18v10q0 16-64 16t-64-16z');
  oval(ctx, '#e0b67a', 768, 588, 62, 13);
  shape(ctx, fade(ctx, [694, 0], [842, 0], '#dca95c', '#fff6dc', '#ffe9b8', '#c48c42'), 'M724 254h88l40 138q-84 24-168 0z');
  oval(ctx, '#fffbe9', 768, 392, 83, 13);
  ctx.restore();
}

const swayAt = (time) => Math.sin(TURN * time) * 5;
const nodAt = (time) => Math.sin(TURN * (time * 2 + 0.1)) * 2.5;
const reachAt = (time) => Math.sin(TURN * (time + 0.2)) * 8;
const hairOf = (ctx) => fade(ctx, [500, 110], [680, 330], '#5a3523', '#38200f');

function drawHost(ctx, time) {
  const [sway, nod] = [swayAt(time), nodAt(time)];
  ctx.save();
  ctx.translate(sway, 0);

  // Hair behind, then neck and shoulders.
  const hair = hairOf(ctx);
  oval(ctx, hair, 592 + nod, 128 + nod, 36, 33);
  shape(ctx, hair, `M512 ${216 + nod}q-4-96 80-98t86 96q4 60-14 108h-138q-14-52-14-106z`);
  shape(ctx, fade(ctx, [560, 0], [640, 0], '#d99f78', '#c98a63'), 'M566 280h56l6 60q-34 26-68 0z');
  const wool = fade(ctx, [450, 330], [740, 560], '#f6ead6', '#e3cfae', '#c8ab80');
  shape(ctx, wool, 'M560 318q34 30 72 0 74 14 92 70 14 62 16 140H456q0-84 14-138 18-58 90-72z');

  // The apron.
  const cloth = fade(ctx, [510, 360], [690, 540], '#426a50', '#2c4a37');
  stroke(ctx, '#39604a', 13, 'M548 322q-6 34-4 72M646 322q6 34 2 72');
  shape(ctx, cloth, 'M528 388q68 16 136 0 16 60 16 140H514q0-84 14-140z');
  stroke(ctx, '#ffffff26', 2, 'M536 396q60 14 120 0');
  shape(ctx, '#f3e6cc', 'M578 428h36v6h-36z');

  // Her right arm rests at the mug.
  stroke(ctx, wool, 52, 'M482 380q-34 70-24 130');
  stroke(ctx, '#b4956a55', 3, 'M506 410q-18 50-16 106');

  // Her left arm shows the lamp.
  stroke(ctx, wool, 50, 'M696 384q28 60 26 130');
  stroke(ctx, wool, 44, `M722 514q-4-40-14 ${-66 + reachAt(time) * 0.3}`);
  ctx.restore();
}

/** What of her lies on the table, or is lifted above it. */
function drawHands(ctx, time) {
  ctx.save();
  ctx.translate(swayAt(time) * 0.4, 0);
  oval(ctx, '#e4ad86', 454, 540, 27, 20, 0.5);
  for (const step of [0, 1, 2, 3]) oval(ctx, step % 2 ? '#dda47c' : '#e4ad86', 470 + step * 1.5, 530 + step * 12, 20, 7.5, 0.12);
  ctx.restore();

  ctx.save();
  ctx.translate(swayAt(time), 0);
  oval(ctx, '#efdfc4', 704, 452 + reachAt(time) * 0.3, 24, 10, 0.1);
  ctx.translate(0, reachAt(time) * 0.5);
  oval(ctx, '#e4ad86', 706, 428, 21, 24, 0.25);
  for (const [index, [x, y, turn]] of [
    [694, 404, -0.15],
    [707, 399, 0.1],
    [719, 402, 0.35],
    [729, 411, 0.65],
  ].entries())
    oval(ctx, index % 2 ? '#dda47c' : '#e6b18a', x, y, 6.5, 19, turn);
  oval(ctx, '#e4ad86', 688, 432, 7, 16, -0.9);
  ctx.restore();
}

function drawFace(ctx, time) {
  const [sway, nod] = [swayAt(time), nodAt(time)];
  // The face.
  ctx.save();
  ctx.translate(sway + nod, nod);
  oval(ctx, fade(ctx, [535, 180], [660, 270], '#eebc97', '#e3a67d', '#d8966b'), 594, 216, 62, 76);
  oval(ctx, '#dfa27b', 531, 222, 9, 15);
  oval(ctx, '#dfa27b', 657, 222, 9, 15);
  oval(ctx, '#e2856a44', 556, 242, 16, 10);
  oval(ctx, '#e2856a44', 634, 242, 16, 10);
  shape(ctx, hairOf(ctx), 'M528 214q-6-84 66-88t68 88q-10-42-44-56-54 30-90 56z');
  stroke(ctx, '#4a2a18', 4.5, 'M556 192q12-9 26-3M610 189q14-6 26 3');
  const blink = Math.abs(time - 0.62) < 0.022 ? 0.12 : 1;
  for (const x of [570, 622]) {
    oval(ctx, '#2c1a10', x, 213, 6.2, 7.6 * blink);
    if (blink === 1) oval(ctx, '#fff', x + 2, 210, 2, 2);
  }
  stroke(ctx, '#c27f56', 3.5, 'M597 216q7 16-3 20');
  const talk = Math.max(0, Math.sin(TURN * time * 5)) * Math.max(0.2, Math.sin(TURN * time));
  shape(ctx, '#8e3b34', `M568 251q26 10 52 0-8 ${25 + talk * 12}-26 ${25 + talk * 12}t-26 ${-25 - talk * 12}z`);
  shape(ctx, '#fff7ee', 'M573 253.500q21 7 42 0-5 9-21 9t-21-9z');
  oval(ctx, '#d9b25f', 531, 243, 4, 5.5);
  oval(ctx, '#d9b25f', 657, 243, 4, 5.5);
  ctx.restore();
}

/** Draws the moment `time` (0 to 1, where 1 is 0 again) over `room`, an image of what `drawRoom` has drawn. */
function drawMoment(ctx, room, time) {
  ctx.drawImage(room, 0, 0);
  drawLights(ctx, time);
  const group = (...parts) => {
    ctx.save();
    // Close enough together for the narrow middle that a phone shows.
    ctx.translate(136, 14);
    ctx.scale(0.82, 0.82);
    for (const part of parts) part(ctx, time);
    ctx.restore();
  };
  group(drawHost, drawFace);
  drawTable(ctx);
  group(drawLamp, drawMug, drawHands);
  // Warm light over everything, darker towards the corners.
  ctx.globalCompositeOperation = 'soft-light';
  ctx.fillStyle = glow(ctx, 740, 330, 620, '#ffd590', '#ffb86066', '#5a321400');
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.globalCompositeOperation = 'source-over';
  ctx.fillStyle = glow(ctx, 640, 330, 860, '#00000000', '#1a0d0418', '#1a0d0488');
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
}

/** Renders frame after frame as JPEG; `say` gets each as base64. */
export async function renderFrames(frames, say) {
  const canvas = () => Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const [room, picture] = [canvas(), canvas()];
  drawRoom(room.getContext('2d'));
  const ctx = picture.getContext('2d');
  for (let frame = 0; frame < frames; frame++) {
    drawMoment(ctx, room, frame / frames);
    await say(picture.toDataURL('image/jpeg', 0.9).split(',')[1]);
  }
}
