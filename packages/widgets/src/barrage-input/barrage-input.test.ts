import { expect, html, waitUntil } from '@open-wc/testing';
import { LiveError } from '@vitrine/core/errors.ts';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { BeforeSendEvent } from '../events.ts';
import { eventOf, part, settle, show } from '../shared/testing.ts';
import type { BarrageInput } from './barrage-input.ts';
import './define.ts';

async function setUp(role: 'viewer' | 'host' = 'viewer') {
  const { room, stage } = createSimulatedRoom({ role });
  const element = await show<BarrageInput>(html`<barrage-input .room=${room}></barrage-input>`);
  const field = part<HTMLInputElement>(element, 'input')!;
  const write = async (text: string) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await element.updateComplete;
  };
  const send = () => part<HTMLFormElement>(element, 'form')!.requestSubmit();
  return { room, stage, element, field, write, send };
}

describe('<barrage-input>', () => {
  it('sends a text into the room and empties the field', async () => {
    const { stage, element, field, write, send } = await setUp();
    await write('  Hello  ');
    await expect(element).to.be.accessible();
    const { text } = await eventOf(element, 'live-barrage-sent', send);
    await element.updateComplete;
    expect(text).to.equal('Hello');
    expect(stage.sent).to.have.length(1);
    expect(field.value).to.equal('');
  });

  it('keeps a refused text and says why it was refused', async () => {
    const { stage, element, field, write, send } = await setUp();
    stage.fail('SEND text', 'rate-limited');
    await write('again');
    send();
    await waitUntil(() => part(element, 'error')!.textContent !== '');
    expect(part(element, 'error')!.textContent).to.include('too fast');
    expect(field.value).to.equal('again');
    await expect(element).to.be.accessible();
  });

  it('names the rule of the room that a text met', async () => {
    const { stage, element, write, send } = await setUp();
    stage.fail('SEND text', new LiveError('forbidden', 'No', { details: { rule: 'words' } }));
    await write('bad');
    send();
    await waitUntil(() => part(element, 'error')!.textContent !== '');
    expect(part(element, 'error')!.textContent).to.include('not allowed here');
  });

  it('says that a text waits for a moderator, until something becomes of it', async () => {
    const { stage, element } = await setUp();
    const held = () => part(element, 'held')!;
    expect(held().hidden).to.equal(true);
    stage.emit({ type: 'barrage.held', to: 'u-me', barrageId: 'b1', text: 'Hi' });
    await settle();
    expect(held().textContent).to.include('waits');
    await expect(element).to.be.accessible();
    stage.emit({ type: 'barrage.rejected', to: 'u-me', barrageId: 'b1' });
    await settle();
    expect(held().hidden).to.equal(true);
  });

  it('is closed with the chat, but not for those who run it', async () => {
    const chat = { messagesDisabled: true, approval: false, followersOnly: false, slowModeSeconds: 0 };
    for (const role of ['viewer', 'host'] as const) {
      const { stage, field } = await setUp(role);
      stage.emit({ type: 'chat.changed', chat });
      await settle();
      expect(field.disabled, role).to.equal(role === 'viewer');
    }
  });

  it('sends nothing while an input method is composing', async () => {
    const { stage, field, write, send } = await setUp();
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    await write('你');
    send();
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    send();
    await settle();
    expect(stage.sent).to.have.length(0);

    send();
    await settle();
    expect(stage.sent).to.have.length(1);
  });

  it('lets the shop veto a text, or send it another way', async () => {
    const { stage, element, field, write, send } = await setUp();
    element.addEventListener('live-before-send', (event) => event.preventDefault(), { once: true });
    await write('first');
    send();
    await settle();
    expect(stage.sent).to.have.length(0);
    expect(field.value).to.equal('first');

    element.addEventListener('live-before-send', (event: BeforeSendEvent) => event.respondWith(Promise.resolve()), {
      once: true,
    });
    send();
    await settle();
    expect(stage.sent).to.have.length(0);
    expect(field.value).to.equal('');
  });

  it('cannot be used while muted, offline or after the show, and says so', async () => {
    const { stage, element, field } = await setUp();
    stage.mute(Date.now() + 600_000);
    await settle();
    expect(field.disabled).to.equal(true);
    expect(field.placeholder).to.include('Muted until');
    stage.mute(0);
    await settle();
    expect(field.disabled).to.equal(false);

    stage.setState('recovering');
    await settle();
    expect(field.placeholder).to.include('Reconnecting');
    stage.setState('open');
    stage.live('ended');
    await settle();
    expect(field.placeholder).to.include('has ended');
    await expect(element).to.be.accessible();
  });

  it('allows 200 characters and tells how many are left', async () => {
    const { element, field, write } = await setUp();
    expect(field.maxLength).to.equal(200);
    await write('x'.repeat(190));
    expect(element.shadowRoot!.querySelector('.left')!.textContent).to.equal('10');
  });
});
