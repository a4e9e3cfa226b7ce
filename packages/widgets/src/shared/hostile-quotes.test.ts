import { expect, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { LiveUser } from '@vitrine/core/schemas/user.ts';
import '../barrage-input/define.ts';
import '../barrage-list/define.ts';
import '../barrage-menu/define.ts';
import { all, expectInert, expectVerbatim, setTrap, texts, written } from './hostile-testing.ts';
import { show } from './testing.ts';

/** Texts are longer than names: each name comes with several. */
const TEXTS = texts(200);
const NAMES = texts(100);
const said = TEXTS.map((text, i) => ({ text, userName: NAMES[i % NAMES.length]! }));
const writer = (userName: string): LiveUser => ({ userId: 'u', userName });

/** What runs in a direction of its own, and ends there whatever it holds. */
const isIsolated = (element: Element): boolean => /isolate|plaintext/.test(getComputedStyle(element).unicodeBidi);

describe('what stands for a message elsewhere', () => {
  setTrap();

  it('is pinned as it was written', async () => {
    const { room, stage } = createSimulatedRoom();
    const list = await show<HTMLElementTagNameMap['barrage-list']>(html`<barrage-list .room=${room}></barrage-list>`);
    for (const { text, userName } of said) {
      const pinned = { eventId: 'e', text, sender: writer(userName), ts: 1 };
      stage.emit({ type: 'barrage.pinned', pinned });
      await list.updateComplete;
      expectVerbatim(written(all(list, '.pinned bdi')), [userName, text]);
    }
    expect(all(list, '.pinned bdi').every(isIsolated)).to.equal(true);
    await expectInert(list);
  });

  it('is answered as it was written', async () => {
    const { room, stage } = createSimulatedRoom();
    const input = await show<HTMLElementTagNameMap['barrage-input']>(html`<barrage-input .room=${room}></barrage-input>`);
    for (const { text, userName } of said) {
      stage.barrage(text, writer(userName));
      room.barrage.setReplyTarget(room.barrage.messageList.at(-1));
      await input.updateComplete;
      expectVerbatim(written(all(input, '.to bdi, .quoted')), [userName, text]);
    }
    expect(all(input, '.to bdi, .quoted').every(isIsolated)).to.equal(true);
    await expectInert(input);
  });

  it('is quoted in an answer in a direction of its own', async () => {
    const { room, stage } = createSimulatedRoom();
    const list = await show<HTMLElementTagNameMap['barrage-list']>(html`<barrage-list .room=${room}></barrage-list>`);
    const reply = { eventId: 'q', text: 'هل يتوفر بلون آخر؟ \u202e', sender: writer('داليا \u202e') };
    stage.emit({ type: 'barrage.sent', id: 'a', text: 'Yes', sender: writer('Ann'), reply });
    await waitUntil(() => all(list, '.quote').length === 1);
    const [name, text] = all(list, '.quote > *');
    expect([isIsolated(name!), isIsolated(text!)]).to.deep.equal([true, true]);
  });

  it('heads its menu as it was written', async () => {
    const { room, stage } = createSimulatedRoom();
    const menu = await show<HTMLElementTagNameMap['barrage-menu']>(html`<barrage-menu .room=${room}></barrage-menu>`);
    for (const { text, userName } of said) {
      stage.barrage(text, writer(userName));
      await menu.show(room.barrage.messageList.at(-1)!, document.body);
      expectVerbatim(written(all(menu, '.about > *')), [userName, text]);
      expect(all(menu, '[role="menu"]')[0]!.ariaLabel).to.equal(`Message of ${userName}`);
    }
    expect(all(menu, '.about > *').every(isIsolated)).to.equal(true);
    menu.hidePopover();
    fixtureCleanup();
  });
});
