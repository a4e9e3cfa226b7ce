import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { sampleHost } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { arrival, part, settle } from '../shared/testing.ts';
import { setUp } from './menu-testing.ts';

describe('a message’s menu', () => {
  it('replies: the field says whom, takes the cursor, and the room gets the answer', async () => {
    const { room, stage, input, isOpen, texts, choose, press, menu } = await setUp();
    await press(1);
    expect(texts()).to.deep.equal(['Reply', 'Copy', 'Report…']);
    await arrival(menu());
    await expect(menu()).to.be.accessible();
    await choose('Reply');
    expect(isOpen()).to.equal(false);
    expect(part(input, 'reply')!.textContent!.replaceAll(/\s+/g, ' ').trim()).to.equal('Reply to Ann line 1');
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

  it('mutes for a while and says so, and takes what is pinned down again', async () => {
    const { room, stage, isOpen, menu, texts, choose, press } = await setUp('moderator');
    await press(0);
    await choose('Mute for 10 minutes');
    expect(isOpen()).to.equal(false);
    const mute = stage.requests.findLast(({ path }) => path.endsWith('/mute'))!;
    expect(mute.path).to.equal(`/lives/${room.liveId}/members/u-ann/mute`);
    expect(mute.body).to.deep.include({ seconds: 600 });
    expect(room.barrage.messageList.at(-1)!.textContent).to.equal('Ann is muted');

    await press(0);
    await choose('Pin');
    await press(1);
    expect(texts(), 'another message').to.include('Pin');
    menu().hidePopover();
    await press(0);
    await choose('Unpin');
    expect([room.barrage.pinnedMessage, isOpen()]).to.deep.equal([undefined, false]);
  });

  it('offers no mute of the host, neither to moderators nor to the host', async () => {
    for (const role of ['moderator', 'host'] as const) {
      const { stage, menu, rows, texts, press } = await setUp(role);
      stage.barrage('Welcome', sampleHost);
      await waitUntil(() => rows().length === 4);
      await press(3);
      const acts = ['Reply', 'Copy', ...(role === 'host' ? [] : ['Report…']), 'Pin', 'Remove message'];
      expect(texts(), role).to.deep.equal(acts);
      menu().hidePopover();
      await press(0);
      expect(texts(), role).to.include('Mute for 10 minutes');
      fixtureCleanup();
    }
  });

  it('does nothing twice while the server has not answered', async () => {
    const { stage, isOpen, choose, press } = await setUp('moderator');
    const go = stage.hold('PUT /lives/*/pin');
    await press(0);
    await choose('Pin');
    await choose('Pin');
    await choose('Remove message');
    expect(isOpen()).to.equal(true);
    go();
    await waitUntil(() => !isOpen());
    expect(stage.requests.filter(({ method, path }) => method !== 'GET' && path !== '/sessions')).to.have.length(1);
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

  it('opens for no line of the room’s own', async () => {
    const { room, list, isOpen } = await setUp('viewer', 0);
    room.barrage.appendLocalTip('Free shipping');
    await waitUntil(() => part(list, 'tip')?.textContent === 'Free shipping');
    part(list, 'tip')!.click();
    await settle();
    expect(isOpen()).to.equal(false);
  });
});
