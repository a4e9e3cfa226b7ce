import { expect, waitUntil } from '@open-wc/testing';
import { sampleAudience } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { expectInert, expectVerbatim, setTrap, texts } from '../../shared/hostile-testing.ts';
import { deep } from '../../shared/story.ts';
import { settle } from '../../shared/testing.ts';
import { busyRoom } from '../console.story.ts';
import { asked, button, find, one, press, said, setUp } from '../console-testing.ts';

describe('the room in the console', () => {
  it('mutes with two taps, and takes it back with one', async () => {
    const scene = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(scene.element, /^Act on Carlos/, 'Mute for 10 minutes');
    const [mute] = asked(scene, 'POST', /\/members\/u-carlos\/mute$/);
    expect(mute?.body).to.deep.equal({ seconds: 600, reason: undefined });
    expect(said(scene.element)).to.include('Carlos is muted');
    await press(scene.element, 'Undo');
    expect(asked(scene, 'POST', /\/mute$/).at(-1)?.body).to.include({ seconds: 0 });
  });

  it('bans with a reason for the log', async () => {
    const scene = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(scene.element, /^Act on Carlos/);
    (await find<HTMLInputElement>(scene.element, '[name="reason"]')).value = ' Advertising ';
    await press(scene.element, 'Ban for 1 day');
    expect(asked(scene, 'POST', /\/ban$/)[0]?.body).to.deep.equal({ seconds: 86_400, reason: 'Advertising' });
  });

  it('removes and pins a message', async () => {
    const { element, room } = await setUp('room', '', { role: 'moderator' }, busyRoom);
    await press(element, /^Act on Ann/, 'Pin');
    expect(room.barrage.pinnedMessage?.text).to.equal('Does the lamp come with a bulb?');
    await press(element, /^Act on Carlos/, 'Remove message');
    expect(room.barrage.messageList.some(({ textContent }) => textContent?.startsWith('CHEAP'))).to.equal(false);
  });

  it('says so where the server refuses, and the act can be tried again', async () => {
    const { element, stage } = await setUp('room', '', { role: 'moderator' }, busyRoom);
    stage.fail('POST /lives/*/mute', 'forbidden');
    await press(element, /^Act on Ann/, 'Mute for 1 hour');
    expect(said(element)).to.include('You are not allowed to do this here.');
    await button(element, /^Act on Ann/);
  });

  it('offers neither muting nor banning of the host, and appointing only to who may', async () => {
    const host = { userId: 'host-1', userName: 'Mira', role: 'host' } as const;
    const { element } = await setUp('room', '', { role: 'moderator' }, ({ stage }) => {
      stage.barrage('Welcome!', host);
      stage.barrage('Hello', sampleAudience[0]);
    });
    await press(element, /^Act on Mira/);
    expect(one(element, '[aria-label^="Mute"]')).to.equal(undefined);
    await press(element, 'Close', /^Act on Ann/);
    await button(element, 'Mute for 1 hour');
    expect(deep(element.shadowRoot!, 'button').some(({ textContent }) => textContent.includes('Make administrator'))).to.equal(
      false,
    );
  });

  it('shows and rejects what waits, and closes reports', async () => {
    const { element, room } = await setUp('room', 'view=waiting', { role: 'moderator' }, busyRoom);
    await press(element, /^Show Is this/);
    expect(room.barrage.messageList.some(({ textContent }) => textContent?.startsWith('Is this'))).to.equal(true);
    await press(element, /^Reject Better/);
    await find(element, '.notice');
    await press(element, /^Reports/, 'Done with it');
    expect((await find(element, '.notice')).textContent).to.include('No open reports');
  });

  it('changes rules one at a time, and goes back to the shop’s', async () => {
    const { element, room } = await setUp('room', 'view=rules', { role: 'moderator' });
    const slow = await find<HTMLInputElement>(element, '[name="slowModeSeconds"]');
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await settle();
    expect(room.barrage.chatRules.slowModeSeconds).to.equal(30);
    await press(element, 'Undo');
    await press(element, 'Save the notice');
  });

  it('refuses a number that is out of bounds before the server has to', async () => {
    const scene = await setUp('room', 'view=rules', { role: 'moderator' });
    const slow = await find<HTMLInputElement>(scene.element, '[name="slowModeSeconds"]');
    slow.value = '99999';
    slow.dispatchEvent(new Event('change'));
    await settle();
    expect(asked(scene, 'PUT', /moderation$/)).to.deep.equal([]);
  });

  it('shows the rule that is in force where the server refuses another', async () => {
    const { element, stage } = await setUp('room', 'view=rules', { role: 'moderator' });
    const approval = await find<HTMLInputElement>(element, '[name="approval"]');
    const slow = one<HTMLInputElement>(element, '[name="slowModeSeconds"]')!;
    const before = slow.value;
    stage.fail('PUT /lives/*/moderation', 'offline');
    approval.click();
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await waitUntil(() => !approval.checked && slow.value === before);
  });

  it('lets a muted person write again', async () => {
    const { element, room } = await setUp('room', 'view=people', { role: 'moderator' }, ({ room: { audience } }) =>
      audience.disableSendMessage('u-carlos', true, 60),
    );
    await press(element, 'Let write: Carlos');
    await waitUntil(() => room.audience.messageBannedUserList.length === 0);
  });

  it('marks what a wide room shows beside its chat, and on a narrow one the chat', async () => {
    const { element } = await setUp('room', '', { role: 'moderator' });
    const pressed = () => one(element, '.chip[aria-pressed="true"]')?.textContent.trim();
    element.style.inlineSize = '1200px';
    await waitUntil(() => pressed() === 'Waiting');
    element.style.inlineSize = '390px';
    await waitUntil(() => pressed() === 'Chat');
  });
});

describe('hostile texts in the room of the console', () => {
  setTrap();

  it('are written in the chat as they went in', async () => {
    const { element, stage } = await setUp('room', '', { role: 'moderator' });
    const list = texts(200).slice(0, 90);
    for (const text of list) stage.barrage(text);
    const chat = await find(element, 'live-console-chat');
    await settle();
    expectVerbatim(
      deep(chat.shadowRoot!, '.text').map(({ textContent }) => textContent),
      list,
    );
    await expectInert(chat);
  });
});
