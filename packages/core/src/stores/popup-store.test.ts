import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { PageEnvironment } from '../page-environment.ts';
import { signal } from '../reactive.ts';
import { RoomBus } from '../room-bus.ts';
import type { Metadata } from '../schemas/live.ts';
import { eventually } from '../testing/eventually.ts';
import { fakeRequest } from '../testing/fake-request.ts';
import { PopupStore } from './popup-store.ts';

/** One browser: its tabs share locks and broadcasts, each has a sessionStorage of its own. */
class Browser {
  #queue: Promise<unknown> = Promise.resolve();
  readonly locks = {
    request: (_name: string, _options: unknown, act: () => Promise<unknown>) => {
      const turn = this.#queue.then(act);
      this.#queue = turn.catch(() => {});
      return turn;
    },
  } as unknown as LockManager;

  tab(missing: readonly ('storage' | 'locks' | 'broadcast')[] = []): Tab {
    return new Tab(missing.includes('locks') ? undefined : this.locks, missing);
  }
}

class Tab implements PageEnvironment {
  readonly locks: LockManager | undefined;
  readonly #memory = new Map<string, string>();
  readonly #missing: readonly string[];
  readonly #onVisible = new Set<() => void>();
  #visible = true;

  constructor(locks: LockManager | undefined, missing: readonly string[]) {
    this.locks = locks;
    this.#missing = missing;
  }

  readonly sessionStorage = {
    get: (key: string) => (this.#missing.includes('storage') ? undefined : this.#memory.get(key)),
    set: (key: string, value: string) => void this.#memory.set(key, value),
    remove: (key: string) => void this.#memory.delete(key),
  };
  isVisible(): boolean {
    return this.#visible;
  }
  show(visible: boolean): void {
    this.#visible = visible;
    if (visible) for (const listener of this.#onVisible) listener();
  }
  onVisible(listener: () => void, until: AbortSignal): void {
    this.#onVisible.add(listener);
    until.addEventListener('abort', () => this.#onVisible.delete(listener));
  }
  onOnline(): void {}
  openBroadcast(name: string): BroadcastChannel | undefined {
    return this.#missing.includes('broadcast') ? undefined : new BroadcastChannel(name);
  }
}

let rooms = 0;

/** A room, opened in as many tabs as a test likes. */
function setUp(t: TestContext) {
  const liveId = `friday-${(rooms += 1)}`;
  const browser = new Browser();
  const { request, asked } = fakeRequest(() => ({}));
  const latency = signal(0);
  const clock = { now: 1_000 };
  const open = (page: PageEnvironment = browser.tab()) => {
    const bus = new RoomBus();
    const closing = new AbortController();
    const metadata = signal<Metadata>({});
    t.after(() => closing.abort());
    const store = new PopupStore({
      server: 'https://live.example.com',
      liveId,
      request,
      bus,
      closed: closing.signal,
      metadata: () => metadata.value,
      latency: () => latency.value,
      clock: { now: () => clock.now },
      page,
    });
    const envelope = { liveId, eventId: `e${Math.random()}` };
    const onShelf = (goodsId: string, startTimestamp: number) =>
      bus.emit({
        ...envelope,
        ts: startTimestamp,
        type: 'GOODS_ON_SHELF',
        eventId: `evt_${goodsId}_${startTimestamp}`,
        goodsId,
        goodsName: goodsId,
        price: 100,
        serverTs: startTimestamp,
        startTimestamp,
      });
    const offShelf = (goodsId: string, startTimestamp: number, ts = clock.now) =>
      bus.emit({ ...envelope, ts, type: 'GOODS_OFF_SHELF', goodsId, startTimestamp });
    const tellMetadata = (goodsId: string, startTimestamp: number, status = 'active') => {
      const goods = { goods_id: goodsId, goods_name: goodsId, price: 100, start_timestamp: startTimestamp, status };
      metadata.value = { goods_on_shelf: JSON.stringify(goods) };
    };
    return { store, bus, closing, metadata, onShelf, offShelf, tellMetadata };
  };
  return { browser, open, asked, latency, clock };
}

const NO_ANNOUNCEMENT_MS = 300;

test('a message shows its listing', (t) => {
  const { store, onShelf } = setUp(t).open();

  onShelf('mug', 10);

  assert.equal(store.listing?.eventId, 'evt_mug_10');
});

test('whoever comes late finds the listing in the metadata', (t) => {
  const { store, tellMetadata } = setUp(t).open();

  tellMetadata('mug', 10);

  assert.equal(store.listing?.eventId, 'attr_mug_10');
});

test('message and metadata of one listing are one, announced once', async (t) => {
  const { store, onShelf, tellMetadata } = setUp(t).open();
  onShelf('mug', 10);
  await eventually(() => store.announcing);
  store.rest();

  tellMetadata('mug', 10);
  await pause(NO_ANNOUNCEMENT_MS);

  assert.equal(store.listing?.eventId, 'evt_mug_10');
  assert.equal(store.announcing, false);
});

test('newer replaces older, never the reverse, by message and by metadata', (t) => {
  const { store, onShelf, tellMetadata } = setUp(t).open();
  const shown: (string | undefined)[] = [];
  const look = () => shown.push(store.listing?.goodsId);

  onShelf('lamp', 20);
  look();
  onShelf('mug', 10);
  look();
  tellMetadata('mug', 10);
  look();
  tellMetadata('shirt', 30);
  look();
  onShelf('lamp', 20);
  look();

  assert.deepEqual(shown, ['lamp', 'lamp', 'lamp', 'shirt', 'shirt']);
});

test('an end ends what it names and nothing newer', (t) => {
  const { store, onShelf, offShelf } = setUp(t).open();
  onShelf('mug', 10);
  onShelf('lamp', 20);

  offShelf('mug', 10);
  assert.equal(store.listing?.goodsId, 'lamp');
  offShelf('lamp', 20);

  assert.equal(store.listing, undefined);
});

test('what ended is not shown when it is told of late', (t) => {
  const { store, onShelf, offShelf, tellMetadata } = setUp(t).open();
  const shown = () => store.listing?.startTimestamp;
  offShelf('mug', 10);

  onShelf('mug', 10);
  onShelf('lamp', 9);
  tellMetadata('mug', 10);
  assert.equal(shown(), undefined);
  onShelf('mug', 11);

  assert.equal(shown(), 11);
});

test('metadata that is inactive or gone ends the listing; malformed metadata says nothing', (t) => {
  const { store, onShelf, tellMetadata, metadata } = setUp(t).open();
  const shown = () => store.listing?.startTimestamp;
  onShelf('mug', 10);
  tellMetadata('mug', 10, 'inactive');
  assert.equal(shown(), undefined);
  onShelf('mug', 11);
  metadata.value = { other: 'x' };
  assert.equal(shown(), undefined);
  onShelf('mug', 12);

  metadata.value = { goods_on_shelf: '{' };

  assert.equal(shown(), 12);
});

test('inactive metadata of an older listing leaves the newer one', (t) => {
  const { store, onShelf, tellMetadata } = setUp(t).open();
  onShelf('lamp', 20);

  tellMetadata('mug', 10, 'inactive');

  assert.equal(store.listing?.goodsId, 'lamp');
});

test('a reload shows the card resting', async (t) => {
  const { browser, open } = setUp(t);
  const tab = browser.tab();
  const before = open(tab);
  before.onShelf('mug', 10);
  await eventually(() => before.store.announcing);
  before.closing.abort();

  const after = open(tab);
  after.tellMetadata('mug', 10);
  await pause(NO_ANNOUNCEMENT_MS);

  assert.equal(after.store.listing?.goodsId, 'mug');
  assert.equal(after.store.announcing, false);
});

test('of two tabs that hear at once, one announces', async (t) => {
  const { open } = setUp(t);
  const tabs = [open(), open()];

  for (const { onShelf } of tabs) onShelf('mug', 10);
  await eventually(() => tabs.some(({ store }) => store.announcing));
  await pause(NO_ANNOUNCEMENT_MS);

  assert.equal(tabs.filter(({ store }) => store.announcing).length, 1);
});

test('a tab opened later asks the first one, and announces only what is new', async (t) => {
  const { open } = setUp(t);
  const first = open();
  first.onShelf('mug', 10);
  await eventually(() => first.store.announcing);

  const second = open();
  second.tellMetadata('mug', 10);
  await pause(NO_ANNOUNCEMENT_MS);
  assert.equal(second.store.announcing, false);
  second.onShelf('lamp', 20);

  await eventually(() => second.store.announcing);
});

test('a hidden page waits until it is seen', async (t) => {
  const { browser, open } = setUp(t);
  const tab = browser.tab();
  tab.show(false);
  const { store, onShelf } = open(tab);
  onShelf('mug', 10);
  await pause(NO_ANNOUNCEMENT_MS);
  assert.equal(store.announcing, false);

  tab.show(true);

  await eventually(() => store.announcing);
});

test('a listing that was replaced while the page was hidden is never announced', async (t) => {
  const { browser, open } = setUp(t);
  const tab = browser.tab();
  tab.show(false);
  const { store, onShelf, offShelf } = open(tab);
  onShelf('mug', 10);
  onShelf('lamp', 20);
  offShelf('lamp', 20);

  tab.show(true);
  await pause(NO_ANNOUNCEMENT_MS);

  assert.equal(store.announcing, false);
});

for (const missing of ['storage', 'locks', 'broadcast'] as const) {
  test(`a page without ${missing} announces all the same`, async (t) => {
    const { browser, open } = setUp(t);
    const { store, onShelf } = open(browser.tab([missing]));

    onShelf('mug', 10);

    await eventually(() => store.announcing);
  });
}

test('a closed card stays closed until the next listing', async (t) => {
  const { store, onShelf } = setUp(t).open();
  onShelf('mug', 10);

  store.dismiss();
  onShelf('mug', 10);
  assert.equal(store.dismissed, true);
  onShelf('lamp', 20);

  assert.equal(store.dismissed, false);
  await eventually(() => store.announcing);
});

test('the host asks the server and waits for the room to show it', async (t) => {
  const { open, asked } = setUp(t);
  const { store } = open();

  await store.showProduct('mug');
  await store.hideProduct();

  assert.deepEqual(
    asked.map(({ method, body }) => [method, body]),
    [
      ['POST', { productId: 'mug' }],
      ['DELETE', undefined],
    ],
  );
  assert.equal(store.listing, undefined);
});

/** A room whose picture is five seconds behind, at the second 100. */
function setUpBehind(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const world = setUp(t);
  world.latency.value = 5_000;
  world.clock.now = 100_000;
  const room = world.open();
  const pass = (ms: number) => {
    world.clock.now += ms;
    t.mock.timers.tick(ms);
  };
  return { ...world, ...room, pass, shown: () => room.store.listing?.goodsId };
}

test('a viewer whose picture comes later sees the card come and go later', (t) => {
  const { onShelf, offShelf, pass, shown } = setUpBehind(t);
  onShelf('mug', 100_000);
  pass(2_000);
  offShelf('mug', 100_000);
  pass(1);
  onShelf('lamp', 102_001);
  assert.equal(shown(), undefined);

  pass(2_998);
  assert.equal(shown(), undefined);
  pass(1);
  assert.equal(shown(), 'mug');
  pass(2_000);
  assert.equal(shown(), undefined);
  pass(1);

  assert.equal(shown(), 'lamp');
});

test('what the picture shows already is shown at once', (t) => {
  const { onShelf, tellMetadata, shown } = setUpBehind(t);

  tellMetadata('mug', 90_000);
  assert.equal(shown(), 'mug');
  onShelf('lamp', 95_000);

  assert.equal(shown(), 'lamp');
});

test('metadata waits for the picture too, and its silence ends nothing that began later', (t) => {
  const { metadata, onShelf, tellMetadata, pass, shown } = setUpBehind(t);
  tellMetadata('mug', 98_000);
  pass(3_000);
  assert.equal(shown(), 'mug');

  metadata.value = {};
  onShelf('lamp', 100_500);
  pass(2_500);
  assert.equal(shown(), 'lamp');
  pass(5_000);

  assert.equal(shown(), 'lamp');
});

test('a viewer who moves to a faster picture gets at once what was held back', (t) => {
  const { onShelf, latency, shown } = setUpBehind(t);
  onShelf('mug', 100_000);

  latency.value = 0;

  assert.equal(shown(), 'mug');
});

test('a clock that is hours off delays nothing longer than the picture', (t) => {
  const { onShelf, pass, shown } = setUpBehind(t);
  onShelf('mug', 9_000_000);

  pass(5_000);

  assert.equal(shown(), 'mug');
});

test('a room that closed shows nothing more', (t) => {
  const { closing, onShelf, pass, shown } = setUpBehind(t);
  onShelf('mug', 100_000);
  closing.abort();

  pass(10_000);

  assert.equal(shown(), undefined);
});
