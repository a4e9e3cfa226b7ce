import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import '../barrage-input/define.ts';
import type { BarrageInput } from '../barrage-input/barrage-input.ts';
import '../barrage-list/define.ts';
import type { BarrageList } from '../barrage-list/barrage-list.ts';
import { arrival, part, settle, show } from '../shared/testing.ts';
import type { BarrageMenu } from './barrage-menu.ts';

async function setUp(role: 'viewer' | 'moderator' = 'viewer', count = 3) {
  const { room, stage } = createSimulatedRoom({ role });
  for (let index = 0; index < count; index += 1) stage.barrage(`line ${index}`, { userId: 'u-ann', userName: 'Ann' });
  const box = await show<HTMLElement>(
    html`<div>
      <barrage-list .room=${room} style="height: 200px"></barrage-list><barrage-input .room=${room}></barrage-input>
    </div>`,
  );
  const list = box.querySelector<BarrageList>('barrage-list')!;
  const input = box.querySelector<BarrageInput>('barrage-input')!;
  const rows = () => [...list.shadowRoot!.querySelectorAll<HTMLElement>('[part~="row"]')];
  const menu = () => list.shadowRoot!.querySelector<BarrageMenu>('barrage-menu')!;
  const isOpen = () => menu()?.matches(':popover-open') ?? false;
  const opened = () => waitUntil(() => isOpen() && items().length > 0, 'the menu');
  const items = () => [...menu().shadowRoot!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const texts = () => items().map(({ textContent }) => textContent!.trim());
  const choose = async (text: string) => {
    await waitUntil(() => texts().includes(text), text);
    items()
      .find(({ textContent }) => textContent!.trim() === text)!
      .click();
    await settle();
  };
  const press = async (index: number) => {
    rows()[index]!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    await opened();
  };
  const key = (name: string) => {
    const target = list.shadowRoot!.activeElement ?? part(list, 'list')!;
    const inner = target.shadowRoot?.activeElement ?? target;
    inner.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
  };
  const focused = () => list.shadowRoot!.activeElement?.textContent;
  return { room, stage, list, input, rows, menu, isOpen, opened, texts, choose, press, key, focused };
}

describe('a message’s menu', () => {
  it('replies: the field says whom, takes the cursor, and the room gets the answer', async () => {
    const { room, stage, input, isOpen, texts, choose, press, menu } = await setUp();
    await press(1);
    expect(texts()).to.deep.equal(['Reply', 'Copy', 'Report…']);
    await arrival(menu());
    await expect(menu()).to.be.accessible();
    await choose('Reply');
    expect(isOpen()).to.equal(false);
    expect(
      part(input, 'reply')!
        .textContent!.replaceAll(/[\s\u2068\u2069]+/g, ' ')
        .trim(),
    ).to.equal('Reply to Ann line 1');
    expect(document.activeElement).to.equal(input);
    await arrival(input);
    await expect(input).to.be.accessible();

    const field = part<HTMLInputElement>(input, 'input')!;
    field.value = 'Yes';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await input.updateComplete;
    part<HTMLFormElement>(input, 'form')!.requestSubmit();
    await settle();
    expect(stage.sent.at(-1)).to.deep.include({ text: 'Yes', replyTo: room.barrage.messageList[1]!.id });
    expect(part(input, 'reply')).to.equal(null);
  });

  it('gives a reply up by its button, by Escape, and where the message is removed', async () => {
    const { room, stage, input, choose, press } = await setUp();
    const field = part<HTMLInputElement>(input, 'input')!;
    let escaped = 0;
    input.addEventListener('keydown', () => (escaped += 1));
    const escape = () => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    for (const giveUp of [
      () => part(input, 'reply')!.querySelector('button')!.click(),
      escape,
      () => stage.emit({ type: 'barrage.removed', barrageId: room.barrage.messageList[0]!.id }),
    ]) {
      await press(0);
      await choose('Reply');
      expect(part(input, 'reply')).not.to.equal(null);
      giveUp();
      await settle();
      expect(part(input, 'reply')).to.equal(null);
    }
    expect(escaped).to.equal(0);
    escape();
    expect(escaped, 'Escape is free again').to.equal(1);
  });

  it('says that the message is gone, and sends the next try without it', async () => {
    const { stage, input, choose, press } = await setUp();
    await press(0);
    await choose('Reply');
    const undo = stage.fail('SEND text', 'not-found');
    const field = part<HTMLInputElement>(input, 'input')!;
    field.value = 'Yes';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await input.updateComplete;
    const send = async () => {
      part<HTMLFormElement>(input, 'form')!.requestSubmit();
      await settle();
    };
    await send();
    expect(part(input, 'error')!.textContent).to.include('is gone');
    expect([part(input, 'reply'), field.value]).to.deep.equal([null, 'Yes']);
    undo();
    await send();
    expect(stage.sent.at(-1)).to.have.keys('id', 'text');
  });

  it('reports with a reason, and says so; a refusal stays readable', async () => {
    const { room, stage, isOpen, texts, choose, press, menu } = await setUp();
    const undo = stage.fail('POST /lives/*/reports', 'rate-limited');
    await press(2);
    await choose('Report…');
    expect(texts()).to.deep.equal(['Spam', 'Abuse', 'Fraud', 'Illegal', 'Something else']);
    await choose('Spam');
    expect(isOpen()).to.equal(true);
    expect(menu().shadowRoot!.querySelector('[role="alert"]')!.textContent).to.include('too fast');
    undo();
    await choose('Fraud');
    expect(isOpen()).to.equal(false);
    const report = stage.requests.findLast(({ path }) => path.endsWith('/reports'));
    expect(report!.body).to.deep.equal({ barrageId: room.barrage.messageList[2]!.id, reason: 'fraud' });
    expect(room.barrage.messageList.at(-1)!.textContent).to.include('Thank you');
  });

  it('offers moderators what they may do, and nobody a report about themselves', async () => {
    const { room, stage, texts, choose, press, rows } = await setUp('moderator');
    const { userId, userName } = room.login.loginUserInfo!;
    stage.barrage('mine', { userId, userName });
    await waitUntil(() => rows().length === 4);
    await press(3);
    expect(texts()).to.deep.equal(['Reply', 'Copy', 'Pin', 'Remove message']);
    await choose('Pin');
    expect(room.barrage.pinnedMessage?.text).to.equal('mine');
    await press(0);
    expect(texts()).to.deep.equal(['Reply', 'Copy', 'Report…', 'Pin', 'Mute for 10 minutes', 'Remove message']);
    await choose('Remove message');
    await waitUntil(() => rows().length === 3);
  });

  it('is reached by the keys, and nothing changes under whoever is there', async () => {
    const { stage, list, rows, opened, isOpen, key, focused, choose, room } = await setUp('viewer', 40);
    part(list, 'list')!.focus();
    key('ArrowUp');
    expect(focused()).to.include('line 39');
    key('ArrowUp');
    key('ArrowUp');
    key('ArrowDown');
    expect(focused()).to.include('line 38');
    for (let index = 0; index < 30; index += 1) stage.barrage(`later ${index}`);
    await waitUntil(() => part(list, 'more') !== null, 'what is new is counted');
    expect(focused()).to.include('line 38');

    key('Enter');
    await opened();
    key('ArrowDown');
    key('ArrowUp');
    await choose('Reply');
    expect(isOpen()).to.equal(false);
    expect(room.barrage.replyTarget?.textContent).to.equal('line 38');
    // Nobody is at a row any more.
    await waitUntil(() => rows().at(-1)!.textContent!.includes('later 29'), 'the end is followed again');
  });

  it('leaves the rows with Escape, and follows the end again', async () => {
    const { stage, list, rows, key, focused } = await setUp('viewer', 40);
    part(list, 'list')!.focus();
    key('ArrowUp');
    for (let index = 0; index < 12; index += 1) stage.barrage(`later ${index}`);
    await waitUntil(() => part(list, 'more') !== null);
    key('Escape');
    expect(focused()).not.to.include('line 39');
    await nextFrame();
    expect(rows().at(-1)!.textContent).to.include('later 11');
    expect(part(list, 'more')).to.equal(null);
  });

  it('copies, says so, and closes by itself', async () => {
    const { menu, isOpen, choose, press } = await setUp();
    let copied = '';
    const clipboard = navigator.clipboard;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void (copied = text) },
    });
    try {
      await press(1);
      await choose('Copy');
      await waitUntil(() => menu().shadowRoot!.querySelector('[role="status"]')!.textContent === 'Copied', 'nothing was said');
      expect(copied).to.equal('line 1');
      await waitUntil(() => !isOpen(), 'it stayed open', { timeout: 5000 });
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
  });

  it('stays on the screen where the reasons take more room than the acts', async () => {
    const { list, menu, choose, press, rows } = await setUp();
    await press(0);
    const { offsetHeight } = menu();
    menu().hidePopover();
    // The acts just fit under the message.
    const box = list.parentElement!;
    Object.assign(box.style, { position: 'fixed', insetInline: '0', insetBlockStart: '0' });
    box.style.top = `${innerHeight - offsetHeight - 12 - rows()[0]!.getBoundingClientRect().bottom}px`;
    await press(0);
    expect(menu().getBoundingClientRect().top).to.be.above(rows()[0]!.getBoundingClientRect().top);
    await choose('Report…');
    expect(menu().getBoundingClientRect().bottom).to.be.at.most(innerHeight);
  });

  it('opens for no line of the room’s own', async () => {
    const { room, list, isOpen } = await setUp('viewer', 0);
    room.barrage.appendLocalTip('Free shipping');
    await waitUntil(() => part(list, 'tip')?.textContent === 'Free shipping');
    part(list, 'tip')!.click();
    await settle();
    expect(isOpen()).to.equal(false);
  });
});
