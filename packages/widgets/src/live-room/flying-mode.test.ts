import { expect, waitUntil } from '@open-wc/testing';
import type { FlyingBarrage } from '../flying-barrage/flying-barrage.ts';
import { flyingChoice } from './flying-choice.ts';
import type * as choices from './flying-choice.ts';
import { settle } from '../shared/testing.ts';
import { seen, setUp } from './room-testing.ts';

type Choices = typeof choices;

const VISITOR = 'vitrine.flying-barrage';
const HOST = 'vitrine.studio-flying';

let pages = 0;
/** As a page does that is opened now: the module is loaded anew. */
const open = async (): Promise<Choices> => (await import(`./flying-choice.ts?page=${(pages += 1)}`)) as Choices;

describe('<live-room> lets messages fly over the picture', () => {
  const flyingIn = (find: (selector: string) => HTMLElement | null) => find('flying-barrage') !== null;
  beforeEach(() => {
    flyingChoice.wanted = true;
  });

  it('only where the shop wants that', async () => {
    const { element, find } = await setUp(390);
    expect([flyingIn(find), find('[part~="flying"]'), seen(find('barrage-list'))]).to.deep.equal([false, null, true]);
    for (const [mode, flies, lists] of [
      ['flying', true, false],
      ['both', true, true],
      ['off', false, false],
      ['list', false, true],
    ] as const) {
      element.barrageMode = mode;
      await waitUntil(() => flyingIn(find) === flies && seen(find('barrage-list')) === lists, mode);
    }
  });

  it('as they are written, and reads them out where no list does', async () => {
    const { element, stage, find } = await setUp(390);
    element.setAttribute('barrage-mode', 'flying');
    await waitUntil(() => find<FlyingBarrage>('flying-barrage')?.shownCount === 0);
    await settle();
    stage.barrage('Hello');
    await waitUntil(() => find<FlyingBarrage>('flying-barrage').shownCount === 1);
    expect(find<FlyingBarrage>('flying-barrage').announce).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('until the visitor switches it off, who then gets the list', async () => {
    const { element, find } = await setUp(390);
    element.barrageMode = 'flying';
    await settle();
    expect(find('[part~="flying"]').getAttribute('aria-pressed')).to.equal('true');
    find('[part~="flying"]').click();
    await settle();
    expect(find('[part~="flying"]').getAttribute('aria-pressed')).to.equal('false');
    expect([flyingIn(find), seen(find('barrage-list'))]).to.deep.equal([false, true]);
    const next = await setUp(390);
    next.element.barrageMode = 'flying';
    await settle();
    expect(flyingIn(next.find), 'remembered').to.equal(false);
  });

  it('beside a list that stands next to the picture', async () => {
    const { element, find } = await setUp(1280);
    element.barrageMode = 'flying';
    await settle();
    expect([flyingIn(find), seen(find('barrage-list'))]).to.deep.equal([true, true]);
    expect(find<FlyingBarrage>('flying-barrage').announce).to.equal(false);
  });
});

// Here, since files that run at the same time share what the browser keeps.
describe('whether messages fly', () => {
  const forget = () => [VISITOR, HOST].forEach((key) => localStorage.removeItem(key));
  beforeEach(forget);
  afterEach(forget);

  it('is no without a choice over the host’s own picture, and yes for visitors', async () => {
    const { hostFlyingChoice, flyingChoice } = await open();
    expect([hostFlyingChoice.wanted, flyingChoice.wanted]).to.deep.equal([false, true]);
    expect(localStorage.getItem(HOST), 'nothing was chosen').to.equal(null);
  });

  it('is as each chose on the page before', async () => {
    const before = await open();
    before.hostFlyingChoice.wanted = true;
    before.flyingChoice.wanted = false;
    const after = await open();
    expect(after.hostFlyingChoice).not.to.equal(before.hostFlyingChoice);
    expect([after.hostFlyingChoice.wanted, after.flyingChoice.wanted]).to.deep.equal([true, false]);

    after.hostFlyingChoice.wanted = false;
    expect((await open()).hostFlyingChoice.wanted).to.equal(false);
  });

  it('is the default where the page may keep nothing', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')!;
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('No', 'SecurityError');
      },
    });
    try {
      const { hostFlyingChoice } = await open();
      expect(hostFlyingChoice.wanted).to.equal(false);
      hostFlyingChoice.wanted = true;
      expect(hostFlyingChoice.wanted).to.equal(true);
    } finally {
      Object.defineProperty(globalThis, 'localStorage', real);
    }
  });
});
