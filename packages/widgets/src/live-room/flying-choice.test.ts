import { expect } from '@open-wc/testing';
import type * as choices from './flying-choice.ts';

type Choices = typeof choices;

const VISITOR = 'vitrine.flying-barrage';
const HOST = 'vitrine.studio-flying';

let pages = 0;
/** As a page does that is opened now: the module is loaded anew. */
const open = async (): Promise<Choices> => (await import(`./flying-choice.ts?page=${(pages += 1)}`)) as Choices;

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
