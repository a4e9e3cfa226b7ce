import { expect, fixture, fixtureCleanup, html as template } from '@open-wc/testing';
import { html } from 'lit';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { ContextProvider } from '@lit/context';
import { type LiveRoom, roomContext } from './context.ts';
import { LiveElement } from './live-element.ts';
import { settle } from './testing.ts';

// Rooms are compared by ===: a failed `equal` would print the whole of them.
class TestElement extends LiveElement {
  renders = 0;
  readonly rooms: (LiveRoom | undefined)[] = [];
  until: AbortSignal | undefined;

  override render() {
    this.renders += 1;
    return html`${this.room?.like.totalLikeCount}`;
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    this.rooms.push(room);
    this.until = until;
  }
}
customElements.define('test-live-element', TestElement);

const add = (parent: Element = document.body) => parent.appendChild(document.createElement('test-live-element') as TestElement);

describe('LiveElement', () => {
  afterEach(() => fixtureCleanup());

  it('renders again when a store property it read changes, and not after it left the page', async () => {
    const { room, stage } = createSimulatedRoom();
    const element = add();
    element.room = room;
    await settle();
    expect(element.shadowRoot!.textContent).to.equal('1024');
    stage.like(1);
    await settle();
    expect(element.shadowRoot!.textContent).to.equal('1025');

    element.remove();
    await settle();
    const { renders } = element;
    stage.like(1);
    await settle();
    expect(element.renders).to.equal(renders);
    expect(element.until!.aborted).to.equal(true);

    document.body.append(element);
    await settle();
    expect(element.shadowRoot!.textContent).to.equal('1026');
    expect(element.rooms.map((seen) => seen === room)).to.deep.equal([true, true]);
    element.remove();
  });

  it('gets the room of a provider that comes later', async () => {
    const { room } = createSimulatedRoom();
    const parent = await fixture<HTMLElement>(template`<div></div>`);
    const element = add(parent);
    await settle();
    expect(element.room).to.equal(undefined);
    new ContextProvider(parent, { context: roomContext, initialValue: room }).hostConnected();
    await settle();
    expect(element.room === room).to.equal(true);
  });

  it('prefers the room it was given to the one around it', async () => {
    const [given, around] = [createSimulatedRoom().room, createSimulatedRoom().room];
    const parent = await fixture<HTMLElement>(template`<div></div>`);
    new ContextProvider(parent, { context: roomContext, initialValue: around }).hostConnected();
    const element = add(parent);
    await settle();
    expect(element.room === around).to.equal(true);
    element.room = given;
    await settle();
    expect(element.room === given).to.equal(true);
    expect(element.rooms[0] === around && element.rooms[1] === given).to.equal(true);
  });

  it('shares the room of a live-id with others, until the last one is gone', async () => {
    const parent = await fixture<HTMLElement>(template`<div></div>`);
    const [first, second] = [add(parent), add(parent)];
    for (const element of [first, second]) {
      element.server = 'https://nowhere.invalid/';
      element.liveId = 'friday';
    }
    await settle();
    const { room } = first;
    expect(room!.server).to.equal('https://nowhere.invalid');
    expect(second.room === room).to.equal(true);
    first.remove();
    parent.append(first);
    await settle();
    expect(first.room === room).to.equal(true);
    expect(room!.closed.aborted).to.equal(false);
  });

  it('that was on the page before its code gives the page a turn between becoming an element and rendering', async () => {
    const { room } = createSimulatedRoom();
    const parent = await fixture<HTMLElement>(template`<div></div>`);
    new ContextProvider(parent, { context: roomContext, initialValue: room }).hostConnected();
    const element = parent.appendChild(document.createElement('test-late-element') as TestElement);
    customElements.define('test-late-element', class extends TestElement {});
    await Promise.resolve();
    expect(element.renders).to.equal(0);
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.equal('1024');
  });
});
