import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { hostRoom } from '@vitrine/core/host-room.ts';
import { createSimulatedRoom, type SimulatedRoomOptions, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { ShowEvent } from '../events.ts';
import { hostFlyingChoice } from '../live-room/flying-choice.ts';
import './define.ts';
import type { LiveStudio } from './live-studio.ts';

const scheduled: SimulatedRoomOptions['live'] = { status: 'scheduled', onAir: false, startedAt: undefined };
/** Every track that a test opened. */
let opened: MediaStreamTrack[] = [];
/** Replaced by tests whose visitor or machine says no. */
let getUserMedia: MediaDevices['getUserMedia'];
const realGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);

beforeEach(() => {
  opened = [];
  getUserMedia = realGetUserMedia;
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    opened.push(...stream.getTracks());
    return stream;
  };
});

afterEach(() => {
  for (const track of opened) track.stop();
});

interface Opening extends SimulatedRoomOptions {
  width?: number;
  /** Happens before the studio is there. */
  before?: (stage: Stage) => unknown;
}

async function open({ width = 1280, before, ...options }: Opening = {}) {
  const { room: visited, stage } = createSimulatedRoom({ role: 'host', live: scheduled, ...options });
  before?.(stage);
  const room = hostRoom(visited);
  const studio = await fixture<LiveStudio>(html`<live-studio .room=${visited} style="inline-size: ${width}px"></live-studio>`);
  const all = (root: ParentNode, selector: string): HTMLElement[] => [
    ...root.querySelectorAll<HTMLElement>(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot, selector) : [])),
  ];
  const inside = (selector: string) => all(studio.shadowRoot!, selector);
  const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.textContent?.replaceAll(/\s+/g, ' ').trim();
  const find = (name: string) =>
    inside('button').find((each) => nameOf(each) === name && each.checkVisibility()) as HTMLButtonElement | undefined;
  const button = async (name: string) => {
    await waitUntil(() => find(name), `no button “${name}”`, { timeout: 3000 });
    return find(name)!;
  };
  const press = async (name: string) => (await button(name)).click();
  const text = () =>
    inside('p, h1, h2, strong, small, span, .badge')
      .filter((each) => each.checkVisibility())
      .map((each) => each.textContent)
      .join(' ');
  const says = (words: string) => waitUntil(() => text().includes(words), `never said “${words}”`, { timeout: 3000 });
  const asked = (method: string, path: string) =>
    stage.requests.filter((each) => each.method === method && each.path.endsWith(path));
  return { room, stage, studio, inside, find, button, press, says, text, asked };
}

async function onAir(options: Parameters<typeof open>[0] = {}) {
  const all = await open(options);
  await all.press('Allow camera and microphone');
  await all.button('Mute microphone');
  await all.press('Go live');
  await all.button('End');
  return all;
}

it('shows the host’s picture after one question to the browser', async () => {
  const { press, inside, room, button } = await open();

  await press('Allow camera and microphone');
  await button('Mute microphone');
  await waitUntil(() => inside('video').some((video) => (video as HTMLVideoElement).videoWidth > 0), 'no picture', {
    timeout: 5000,
  });

  expect(room.device.cameraStatus).to.equal('on');
  expect(room.device.microphoneStatus).to.equal('on');
  expect((inside('video')[0] as HTMLVideoElement).muted).to.equal(true);
});

it('opens nothing before it is asked to', async () => {
  const { button } = await open();
  await button('Allow camera and microphone');

  expect(opened).to.deep.equal([]);
});

it('goes live only with a picture or a sound', async () => {
  const { button, room } = await open();
  expect((await button('Go live')).disabled).to.equal(true);

  await room.device.openLocalMicrophone();
  await waitUntil(async () => !(await button('Go live')).disabled);
});

it('goes on air and says so', async () => {
  const { studio, press, says, button, asked, stage, text } = await open();
  await press('Allow camera and microphone');
  await button('Mute microphone');

  setTimeout(() => void press('Go live'));
  const { liveId } = (await oneEvent(studio, 'live-started')) as Event as ShowEvent;

  expect(liveId).to.equal(studio.room!.liveId);
  await says('On air');
  await says('1,800 kbps');
  expect(asked('POST', '/start')).to.have.length(1);
  stage.audience(4321);
  await says('4,321');
  expect(text()).not.to.include('Before you go live');
});

it('says why it could not go on air and stays off', async () => {
  const { stage, press, button, says, room } = await open();
  stage.fail('POST /lives/*/start', 'forbidden');
  await press('Allow camera and microphone');
  await button('Mute microphone');

  await press('Go live');

  await says('This account may not host this show.');
  await says('Off air');
  expect(room.broadcast.state).to.equal('off');
});

it('takes a show up again that is live already', async () => {
  const { press, asked, button } = await open({ live: { status: 'live', onAir: false } });
  await press('Allow camera and microphone');

  await press('Resume the show');
  await button('End');

  expect(asked('POST', '/start')).to.deep.equal([]);
});

it('pops up a product with one tap and takes it down with another', async () => {
  const { press, button, says, asked, find } = await onAir();

  await press('Pop up Paper lamp');
  await says('Explaining now');
  expect(asked('POST', '/popup').map(({ body }) => body)).to.deep.equal([{ productId: 'p-lamp' }]);

  await press('Take down Paper lamp');
  await button('Pop up Paper lamp');
  expect(find('Take down Paper lamp')).to.equal(undefined);
});

it('says why a product was not popped up', async () => {
  const { stage, press, says, text } = await onAir();
  stage.fail('POST /lives/*/popup', 'offline');

  await press('Pop up Paper lamp');

  await says('No connection.');
  expect(text()).not.to.include('Explaining now');
});

it('follows the stock while it sells', async () => {
  const { stage, says } = await open();
  await says('40 in stock');

  stage.setStock('s-mug', 7);

  await says('7 in stock');
});

it('adds a product from the shop to the show', async () => {
  const { press, room, asked, button } = await open();
  await button('Edit');
  await room.products.setShelf(['p-mug']);

  await press('Add');
  await press('Add Paper lamp');

  await button('Pop up Paper lamp');
  expect(asked('PUT', '/shelf').at(-1)?.body).to.deep.equal({ productIds: ['p-mug', 'p-lamp'] });
});

it('changes the order of the show', async () => {
  const { press, asked } = await open();
  await press('Edit');

  await press('Move Stoneware mug down');

  await waitUntil(() => asked('PUT', '/shelf').length === 1);
  expect(asked('PUT', '/shelf')[0]?.body).to.deep.include({ productIds: ['p-shirt', 'p-mug', 'p-lamp', 'p-scarf', 'p-board'] });
});

it('asks before ending', async () => {
  const { press, asked, room, button } = await onAir();

  await press('End');
  await press('Keep going');
  expect(room.broadcast.state).to.equal('live');

  await press('End');
  await press('End the show');
  expect(room.broadcast.state).to.equal('off');
  expect(asked('POST', '/end')).to.deep.equal([]);
  await button('Undo');
});

it('goes on after an end that was undone', async () => {
  const { press, asked, room, button } = await onAir();
  await press('End');
  await press('End the show');

  await press('Undo');
  await button('End');

  expect(room.broadcast.state).to.equal('live');
  expect(asked('POST', '/end')).to.deep.equal([]);
});

it('ends the show and lets the camera go', async () => {
  const { studio, press, says, asked } = await onAir();
  await press('End');
  await press('End the show');

  setTimeout(() => void press('End now'));
  await oneEvent(studio, 'live-ended');

  await says('The show has ended');
  expect(asked('POST', '/end')).to.have.length(1);
  await waitUntil(() => opened.every(({ readyState }) => readyState === 'ended'), 'a track still runs');
});

it('says why the camera cannot be opened', async () => {
  const { press, says, button } = await open();
  getUserMedia = async () => {
    throw new DOMException('', 'NotAllowedError');
  };

  await press('Allow camera and microphone');

  await says('Camera: The browser blocks camera or microphone.');
  getUserMedia = realGetUserMedia;
  await press('Try again');
  await button('Mute microphone');
});

it('tells of a camera that was unplugged', async () => {
  const { room, says } = await onAir();
  getUserMedia = async () => {
    throw new DOMException('', 'NotFoundError');
  };

  const { videoTrack } = room.device;
  videoTrack!.stop();
  videoTrack!.dispatchEvent(new Event('ended'));

  await says('was unplugged');
  expect(room.broadcast.state).to.equal('live');
});

it('shares the screen in place of the camera until the browser ends it', async () => {
  const { press, says, room, button } = await onAir();
  const [screen] = document.createElement('canvas').captureStream().getVideoTracks();
  navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([screen!]);

  await press('Share screen');
  await says('Viewers see your screen');
  expect(room.device.videoTrack).to.equal(screen);

  screen!.stop();
  screen!.dispatchEvent(new Event('ended'));
  await says('Viewers see your camera again.');
  await button('Share screen');
});

it('mutes with m and closes the camera with c, but not while the host types', async () => {
  const { inside, room } = await onAir();
  const press = (key: string, target: EventTarget = document.body) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

  press('m');
  expect(room.device.microphoneMuted).to.equal(true);
  press('c');
  expect(room.device.cameraStatus).to.equal('off');

  const field = inside('input').find((input) => input.getAttribute('aria-label') === 'Write a message')!;
  press('m', field);
  expect(room.device.microphoneMuted).to.equal(true);
});

const type = (key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

it('pops products up by their number and on to the next, past what is sold out, and takes them down', async () => {
  const { asked, room, says } = await onAir();
  await says('40 in stock');
  const shown = () => room.popup.listing?.goodsId;

  type('1');
  await waitUntil(() => shown() === 'p-mug');
  type('3');
  await waitUntil(() => shown() === 'p-lamp');
  type('n');
  await waitUntil(() => shown() === 'p-board');
  type('n');
  type('9');
  type('0');
  await waitUntil(() => shown() === undefined);

  expect(asked('POST', '/popup').map(({ body }) => (body as { productId: string }).productId)).to.deep.equal([
    'p-mug',
    'p-lamp',
    'p-board',
  ]);
});

it('takes no keys while the host types or a dialog is open', async () => {
  const { inside, press, asked, says } = await onAir();
  await says('40 in stock');

  type(
    '2',
    inside('input').find((input) => input.getAttribute('aria-label') === 'Write a message')!,
  );
  type('?');
  await says('Keys do nothing while you type');
  type('1', inside('dialog[open] button')[0]);
  await press('Close');

  expect(asked('POST', '/popup')).to.deep.equal([]);
});

it('takes a product down with Escape', async () => {
  const { press, says, room } = await onAir();
  await press('Pop up Paper lamp');
  await says('Explaining now');

  type('Escape');

  await waitUntil(() => room.popup.listing === undefined);
});

it('shows what the show sells as it sells', async () => {
  const { room, stage, says, text, inside } = await onAir();
  await says('Orders of this show appear here.');

  const order = await room.orders.place({ items: [{ skuId: 's-mug', quantity: 2 }], liveId: room.liveId }, 'one');
  await says('2 × Stoneware mug');
  await says('waiting for payment');
  stage.moveOrder(order.id, 'paid');
  await room.sales.fetch();

  await waitUntil(() => inside('.totals dd')[0]?.textContent === '$57.80');
  expect(text()).to.include(order.number);
});

it('opens the stock of a product from the run of show, without a key of it reaching the show', async () => {
  const { room, inside, studio } = await onAir();
  await waitUntil(() => inside('.stock.change').length === 5);
  inside('.stock.change')[0]!.click();
  await waitUntil(() => inside('.variant [name="stock"]:enabled').length === 1);
  const [field] = inside('.variant [name="stock"]');
  field!.focus();
  field!.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true, composed: true }));
  await studio.updateComplete;
  expect(room.popup.listing).to.equal(undefined);
});

it('asks for sales only while it is on air', async () => {
  const { asked, button } = await open();
  await button('Go live');

  expect(asked('GET', '/sales')).to.deep.equal([]);
});

it('goes live with the demo reel where there is no camera', async () => {
  const { press, says, room, inside, button } = await open();

  await press('No camera? Use the demo reel');
  await says('Music of the demo reel');
  await waitUntil(() => (inside('video')[0] as HTMLVideoElement | undefined)?.videoWidth === 720, 'no picture', {
    timeout: 5000,
  });
  await press('Go live');
  await button('End');

  expect(opened).to.deep.equal([]);
  const { videoTrack, audioTrack } = room.device;
  room.device.reset();
  expect([videoTrack?.readyState, audioTrack?.readyState]).to.deep.equal(['ended', 'ended']);
});

it('tells how fast the host reaches the server', async () => {
  const { press, says, stage, text, button } = await open();
  await says('Test how fast you reach the server');

  await press('Test the connection');
  await says('Good:');

  stage.fail('POST /lives/*/probe', 'offline');
  await button('Test the connection');
  await press('Test the connection');
  await says('No connection.');
  expect(text()).not.to.include('Good:');
});

it('tells how to send a picture from OBS, and shows the key only when asked', async () => {
  const { press, says, inside, room, stage, find, button } = await open();
  const code = () => inside('code').map((each) => each.textContent);

  await press('Stream with OBS');
  await waitUntil(() => find('Copy the key')?.disabled === false);
  expect(code()).to.deep.equal([`${room.server}/whip/${room.liveId}`, '•'.repeat(16)]);
  inside('input[type=checkbox]')
    .find((box) => box.checkVisibility())!
    .click();
  await waitUntil(() => code()[1] === 'simulated-stream-key');

  await says('Waiting for your picture…');
  stage.onAir(true);
  await says('Your picture arrives.');
  await press('Start the show');
  await waitUntil(() => room.liveList.currentLive?.status === 'live');
  await button('End');
});

it('says where the stream key stands why it could not be read, and reads it again when asked to', async () => {
  const { press, says, text, stage, find } = await open();
  const mend = stage.fail('GET /lives/*/stream-key', 'unavailable');
  await press('Stream with OBS');
  await says('Something is not working on our side');
  mend();
  await press('Try again');
  await waitUntil(() => find('Copy the key')?.disabled === false);
  expect(text()).not.to.include('Something is not working');
});

it('makes a new stream key only after asking', async () => {
  const { press, inside, asked, says } = await open();
  await press('Stream with OBS');

  await press('Make a new key');
  await says('The old one stops working at once');
  await press('Keep the key');
  expect(asked('POST', '/stream-key')).to.deep.equal([]);

  await press('Make a new key');
  await press('Make a new key');
  await waitUntil(() => asked('POST', '/stream-key').length === 1);
  expect(inside('code')[1]?.textContent).not.to.include('simulated');
});

it('keeps the screen on while it is on air', async () => {
  let held = 0;
  const sentinel = async () => {
    held += 1;
    return { release: async () => void (held -= 1) } as WakeLockSentinel;
  };
  const { request } = WakeLock.prototype;
  WakeLock.prototype.request = sentinel;
  try {
    const { press, studio } = await onAir();
    await waitUntil(() => held === 1, 'not kept awake');

    await press('End');
    await press('End the show');
    await waitUntil(() => held === 0, 'kept awake off air');
    studio.remove();
  } finally {
    WakeLock.prototype.request = request;
  }
});

it('leaves no track running when removed', async () => {
  const { studio, room, asked } = await onAir();

  studio.remove();

  await waitUntil(() => opened.every(({ readyState }) => readyState === 'ended'), 'a track still runs', { timeout: 3000 });
  expect(room.broadcast.state).to.equal('off');
  expect(asked('POST', '/end')).to.deep.equal([]);
});

it('stays on air when it is moved in the page', async () => {
  const { studio, room, inside } = await onAir();
  const elsewhere = await fixture(html`<div></div>`);

  studio.remove();
  await new Promise((resolve) => setTimeout(resolve, 100));
  elsewhere.append(studio);
  await new Promise((resolve) => setTimeout(resolve, 1300));

  expect(room.broadcast.state).to.equal('live');
  expect((inside('video')[0] as HTMLVideoElement).paused).to.equal(false);
});

it('opens for nobody but the host', async () => {
  const { says, find } = await open({ role: 'viewer' });

  await says('This account may not host this show.');
  expect(find('Go live')).to.equal(undefined);
});

it('waits with a skeleton until the room is known', async () => {
  const { says, button, stage, find } = await open({ state: 'connecting' });
  if (!find('Go live')) await says('Opening the studio…');

  stage.setState('open');
  await button('Go live');
});

it('says why it does not open yet, and tries again when asked', async () => {
  let undo = () => {};
  const { says, press, button, room } = await open({
    state: 'connecting',
    before: (stage) => (undo = stage.fail('GET /lives/*', 'offline')),
  });
  void room.liveList.joinLive();
  await says('The studio does not open yet.');
  await says('No connection.');

  undo();
  await press('Try again');
  await button('Go live');
});

it('says when the room reconnects and when the picture does', async () => {
  const { stage, says } = await onAir();

  stage.setState('recovering');
  await says('Reconnecting to the room…');
  stage.setPublication('reconnecting');
  await says('Reconnecting…');
});

it('keeps its panels below the picture on a phone until one is tapped', async () => {
  const { button, press, find } = await onAir({ width: 390 });
  expect(find('Pop up Paper lamp')).to.equal(undefined);

  await press('Products');
  await button('Pop up Paper lamp');

  await press('Panels');
  await waitUntil(() => !find('Pop up Paper lamp'));
});

it('shows the whole of every button on a phone, also where the show can be resumed or ended', async () => {
  const { button } = await open({ width: 390, live: { status: 'live', onAir: false } });
  for (const name of ['Resume the show', 'End']) {
    const shown = await button(name);
    const { left, right } = shown.getBoundingClientRect();
    const box = shown.getRootNode() as ShadowRoot;
    const { left: from, right: to } = box.host.getBoundingClientRect();
    expect([left >= from, right <= to, shown.scrollWidth], name).to.deep.equal([true, true, shown.clientWidth]);
  }
});

it('shows an end that came from elsewhere', async () => {
  const { stage, says, room } = await onAir();

  stage.live('ended');

  await says('The show has ended');
  expect(room.broadcast.state).to.equal('off');
});

describe('is accessible', () => {
  it('before the show', async () => {
    const { studio, button } = await open();
    await button('Edit');
    await expect(studio).to.be.accessible();
  });

  it('on air, with a product popped up', async () => {
    const { studio, press, says } = await onAir();
    await press('Pop up Paper lamp');
    await says('Explaining now');
    await expect(studio).to.be.accessible();
  });

  it('with every dialog', async () => {
    const { studio, press } = await onAir();
    await press('Devices');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('Add');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('Keyboard');
    await expect(studio).to.be.accessible();
    await press('Close');
    await press('End');
    await expect(studio).to.be.accessible();
  });

  it('with the way to OBS and with the demo reel', async () => {
    const { studio, press, says } = await open();
    await press('Use the demo reel');
    await says('Music of the demo reel');
    await expect(studio).to.be.accessible();
    await press('Stream with OBS');
    await press('Make a new key');
    await expect(studio).to.be.accessible();
    studio.room!.device.stopReel();
  });

  it('with orders', async () => {
    const { studio, room, says } = await onAir();
    await room.orders.place({ items: [{ skuId: 's-mug', quantity: 1 }] }, 'one');
    await says('waiting for payment');
    await expect(studio).to.be.accessible();
  });

  it('when it is refused, in light colours too', async () => {
    const { studio, says } = await open({ role: 'viewer' });
    await says('This account may not host this show.');
    await expect(studio).to.be.accessible();
    studio.style.colorScheme = 'light';
    await expect(studio).to.be.accessible();
  });
});

describe('messages over the host’s own picture', () => {
  afterEach(() => {
    hostFlyingChoice.wanted = false;
    localStorage.removeItem('vitrine.studio-flying');
  });

  it('fly once the host wants it, and the next time too', async () => {
    const { inside, press } = await open();
    await waitUntil(() => inside('[aria-label="Show flying messages over your picture"]').length === 1);
    expect(inside('flying-barrage')).to.have.length(0);
    await press('Show flying messages over your picture');
    await waitUntil(() => inside('flying-barrage')[0]?.shadowRoot, 'messages fly');
    expect(localStorage.getItem('vitrine.studio-flying')).to.equal('on');

    const again = await open();
    await waitUntil(() => again.inside('flying-barrage').length === 1);
    await again.press('Stop flying messages over your picture');
    await waitUntil(() => again.inside('flying-barrage').length === 0);
    expect(localStorage.getItem('vitrine.studio-flying')).to.equal('off');
  });

  it('do not where the system wants less motion', async () => {
    hostFlyingChoice.wanted = true;
    const real = globalThis.matchMedia;
    globalThis.matchMedia = (query) => real(query.includes('reduced-motion') ? 'all' : query);
    try {
      const { inside } = await open();
      await waitUntil(() => inside('[part~="go-live"], live-studio-controls button').length > 0);
      expect(inside('flying-barrage')).to.have.length(0);
      expect(inside('[aria-label*="flying"]')).to.have.length(0);
    } finally {
      globalThis.matchMedia = real;
    }
  });
});
