import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { flyingChoice } from '../live-room/flying-choice.ts';
import { part, settle, show } from '../shared/testing.ts';
import type { FlyingBarrage } from './flying-barrage.ts';
import './define.ts';

async function setUp(width = 600, { dir = 'ltr', speed = 1 } = {}) {
  const { room, stage } = createSimulatedRoom();
  const box = await show<HTMLElement>(
    html`<div dir=${dir} style="position: relative; width: ${width}px; height: 300px">
      <flying-barrage .room=${room} density="1" .speed=${speed}></flying-barrage>
    </div>`,
  );
  const element = box.querySelector<FlyingBarrage>('flying-barrage')!;
  await settle();
  return { room, stage, box, element };
}

const bullets = (element: FlyingBarrage) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.bullet')];
const flying = (element: FlyingBarrage) => bullets(element).filter(({ hidden }) => !hidden);
const overlaps = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('<flying-barrage>', () => {
  afterEach(() => {
    flyingChoice.wanted = true;
  });

  it('lets what people write fly over the picture, as text, for the eye only', async () => {
    const { stage, box, element } = await setUp();
    stage.barrage('<b>Hello</b>');
    expect(flying(element).map(({ textContent }) => textContent)).to.deep.equal(['<b>Hello</b>']);
    const [bullet] = flying(element);
    const before = bullet!.getBoundingClientRect().left;
    await aTimeout(200);
    expect(bullet!.getBoundingClientRect().left).to.be.lessThan(before);
    expect(part(element, 'stage')!.getAttribute('aria-hidden')).to.equal('true');
    await expect(box).to.be.accessible();
  });

  it('lets none overlap another, in no storm', async () => {
    const { stage, element } = await setUp();
    const rest = setInterval(() => {
      for (let index = 0; index < 20; index += 1) stage.barrage(`message ${'long '.repeat(index % 7)}很好 👏`);
    }, 20);
    for (let look = 0; look < 12; look += 1) {
      await aTimeout(150);
      const boxes = flying(element).map((bullet) => bullet.getBoundingClientRect());
      for (const [index, one] of boxes.entries())
        for (const other of boxes.slice(index + 1)) expect(overlaps(one, other), `${one.left} ${other.left}`).to.equal(false);
    }
    clearInterval(rest);
    expect(element.shownCount).to.be.greaterThan(5);
  });

  it('has a fixed number of layers and a short queue, and counts what it drops', async () => {
    const { stage, element } = await setUp();
    for (let index = 0; index < 3_000; index += 1) stage.barrage(`message ${index}`);
    const waiting = 3_000 - element.shownCount - element.droppedCount;
    expect(waiting).to.be.within(1, 20);
    expect(bullets(element).length).to.equal(element.shownCount);
    // Those that wait are the newest.
    await waitUntil(() => flying(element).some(({ textContent }) => /message 29[89]\d/.test(textContent)), 'newest flies', {
      timeout: 6_000,
    });
    expect(flying(element).some(({ textContent }) => /message (2[0-8]|1)\d\d\d/.test(textContent))).to.equal(false);
    for (let index = 0; index < 3_000; index += 1) stage.barrage(`again ${index}`);
    expect(bullets(element).length).to.be.lessThan(65);
  });

  it('uses a layer again once its message has left the picture', async () => {
    const { stage, element } = await setUp(200, { speed: 12 });
    stage.barrage('one');
    await waitUntil(() => flying(element).length === 0, 'it left', { timeout: 6_000 });
    stage.barrage('two');
    expect(bullets(element).map(({ textContent }) => textContent)).to.deep.equal(['two']);
  });

  it('flies the other way where people read the other way', async () => {
    const { stage, element } = await setUp(600, { dir: 'rtl' });
    stage.barrage('مرحبا');
    const [bullet] = flying(element);
    const before = bullet!.getBoundingClientRect().left;
    await aTimeout(200);
    expect(bullet!.getBoundingClientRect().left).to.be.greaterThan(before);
  });

  it('stands still under the pointer', async () => {
    const { stage, element } = await setUp();
    stage.barrage('read me');
    const [bullet] = flying(element);
    await aTimeout(100);
    bullet!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await aTimeout(50);
    const left = () => bullet!.getBoundingClientRect().left;
    const held = left();
    stage.barrage('not now');
    await aTimeout(200);
    expect(left()).to.equal(held);
    expect(flying(element)).to.have.length(1);
    bullet!.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
    await aTimeout(200);
    expect(left()).to.be.lessThan(held);
    expect(flying(element)).to.have.length(2);
  });

  it('flies on where it is put elsewhere on the page, and moves nothing while it is not there', async () => {
    const { stage, box, element } = await setUp();
    stage.barrage('one');
    element.remove();
    expect(element.shadowRoot!.querySelector('.band')).to.equal(null);
    box.append(element);
    await settle();
    await settle();
    stage.barrage('two');
    expect(flying(element).map(({ textContent }) => textContent)).to.deep.equal(['two']);
  });

  it('takes away what a moderator removed', async () => {
    const { stage, element } = await setUp();
    const { eventId } = stage.emit({
      type: 'barrage.sent',
      id: 'a',
      text: 'rude',
      sender: { userId: 'u1', userName: 'Ann' },
    });
    expect(flying(element)).to.have.length(1);
    stage.emit({ type: 'barrage.removed', barrageId: eventId });
    expect(flying(element)).to.have.length(0);
  });

  it('flies for nobody who switched it off, and remembers that', async () => {
    const { stage, element } = await setUp();
    stage.barrage('one');
    flyingChoice.wanted = false;
    await element.updateComplete;
    expect(flying(element)).to.have.length(0);
    stage.barrage('two');
    expect(element.shownCount).to.equal(1);
    expect(localStorage.getItem('vitrine.flying-barrage')).to.equal('off');
    flyingChoice.wanted = true;
    await settle();
    stage.barrage('three');
    expect(element.shownCount).to.equal(2);
  });

  it('flies for nobody who wants less motion', async () => {
    const real = globalThis.matchMedia;
    globalThis.matchMedia = (text) =>
      text.includes('reduced-motion') ? Object.assign(new EventTarget(), { matches: true } as MediaQueryList) : real(text);
    try {
      const { stage, element } = await setUp();
      stage.barrage('one');
      expect([element.flies, element.shownCount]).to.deep.equal([false, 0]);
    } finally {
      globalThis.matchMedia = real;
    }
  });

  it('reads messages out where no list does', async () => {
    const { stage, element } = await setUp();
    element.announce = true;
    await element.updateComplete;
    stage.barrage('Hello');
    const said = element.shadowRoot!.querySelector('[role="status"]')!;
    await waitUntil(() => said.textContent === 'Ann: Hello', 'it is read', { timeout: 3_000 });
  });
});
