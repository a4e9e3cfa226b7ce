import { aTimeout, expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { LivePlayer } from '../live-player/live-player.ts';
import { LiveRoomElement } from '../live-room/live-room.ts';
import '../live-player/define.ts';
import { createLoader, type Loader } from './create-loader.ts';
import { isPlain } from './early-cover.ts';

const PICTURE = '/demo-shop/images/mug.svg';
const asked: string[] = [];
const own = globalThis.fetch;
let answer: () => Promise<Response>;
let count = 0;
let loaders: Loader[] = [];

const json = (live: object) => async () => Response.json(live);

/** An element on its way, which comes with `arrive()`. */
function setUp(Base: CustomElementConstructor = HTMLElement, fill?: (element: HTMLElement) => void) {
  const tag = `covered-element-${(count += 1)}`;
  let arrive!: () => void;
  const way = new Promise<void>((resolve) => (arrive = resolve));
  const load = () => way.then(() => class extends Base {});
  const loader = createLoader({
    tags: { [tag]: { load, covered: true, box: 'display:block;inline-size:90px;block-size:160px' } },
  });
  loaders.push(loader);
  const element = document.createElement(tag);
  element.setAttribute('live-id', 'friday');
  element.setAttribute('server', 'https://live.example');
  fill?.(element);
  document.body.append(element);
  loader.scan(document);
  const picture = () => element.shadowRoot?.querySelector('img') ?? null;
  return { tag, element, arrive, picture };
}

beforeEach(() => {
  asked.length = 0;
  answer = json({ coverUrl: PICTURE });
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    return answer();
  };
});

afterEach(() => {
  globalThis.fetch = own;
  for (const loader of loaders) loader.stop();
  loaders = [];
  fixtureCleanup();
  document.querySelectorAll('body > :not(script)').forEach((element) => element.remove());
});

it('shows the cover of a show while its element is on the way', async () => {
  const { element, picture } = setUp();
  await waitUntil(picture);
  expect(asked).to.deep.equal(['https://live.example/api/lives/friday']);
  expect(picture()!.getAttribute('src')).to.equal(PICTURE);
  const box = element.getBoundingClientRect();
  expect(picture()!.getBoundingClientRect().toJSON()).to.deep.equal(box.toJSON());
  expect([box.width, box.height]).to.deep.equal([90, 160]);
});

it('leaves the place to the shop’s own poster', async () => {
  setUp(HTMLElement, (element) => element.append(Object.assign(new Image(), { slot: 'poster' })));
  await aTimeout(120);
  expect(asked).to.deep.equal([]);
});

it('shows nothing where there is no cover, no answer or no picture', async () => {
  for (const given of [json({}), json({ coverUrl: 7 }), async () => Promise.reject(new TypeError('Failed to fetch'))]) {
    answer = given;
    const { picture } = setUp();
    await aTimeout(80);
    expect(picture()).to.equal(null);
  }
  answer = json({ coverUrl: '/no-such-picture.png' });
  const { element, picture } = setUp();
  await waitUntil(() => element.shadowRoot && !picture());
});

it('comes too late where the element is there already', async () => {
  let tell!: () => void;
  answer = () => new Promise((resolve) => (tell = () => resolve(Response.json({ coverUrl: PICTURE }))));
  const { tag, element, arrive } = setUp();
  await waitUntil(() => asked.length > 0);
  arrive();
  await customElements.whenDefined(tag);
  tell();
  await aTimeout(20);
  expect(element.shadowRoot).to.equal(null);
});

it('takes plain addresses only, all of which the one allow-list takes', () => {
  for (const url of HOSTILE_URLS) expect(isPlain(url), url).to.equal(false);
  for (const url of ['/covers/friday.webp?w=800', 'https://cdn.shop.example:8443/a%20b/c.jpg', 'http://10.0.0.7/x@2x.png']) {
    expect(isPlain(url), url).to.equal(true);
    expect(safeUrl(url), url).to.equal(url);
  }
});

for (const [name, Element] of [
  ['player', LivePlayer],
  ['room', LiveRoomElement],
] as const) {
  describe(`a ${name} that comes after its cover`, () => {
    async function takeOver(coverUrl: string) {
      const { tag, element, arrive, picture } = setUp(Element);
      await waitUntil(picture);
      const painted = picture()!;
      const { room, stage } = createSimulatedRoom({ live: { coverUrl, status: 'scheduled' } });
      // Given before it is an element, as a shop may.
      Object.assign(element, { room });
      arrive();
      await customElements.whenDefined(tag);
      const covered = element as LivePlayer | LiveRoomElement;
      await covered.updateComplete;
      const player = covered instanceof LivePlayer ? covered : covered.shadowRoot!.querySelector('live-player')!;
      await player.updateComplete;
      return { painted, player, stage };
    }

    it('keeps the picture that is there already', async () => {
      const { painted, player } = await takeOver(PICTURE);
      expect(painted.isConnected).to.equal(true);
      expect(painted.getBoundingClientRect().toJSON()).to.deep.equal(player.getBoundingClientRect().toJSON());
      expect([...player.shadowRoot!.querySelectorAll('img')].filter((image) => image !== painted)).to.deep.equal([]);
    });

    it('shows the show’s cover where that is another one by now', async () => {
      const { painted, player } = await takeOver('/other.png');
      await waitUntil(() => player.shadowRoot!.querySelector('.poster img')?.getAttribute('src') === '/other.png');
      expect(painted.isConnected).to.equal(false);
    });
  });
}
