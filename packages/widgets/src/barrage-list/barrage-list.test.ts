import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { part, settle, show, textOf } from '../shared/testing.ts';
import type { BarrageList } from './barrage-list.ts';
import './define.ts';

async function setUp(count = 0) {
  const { room, stage } = createSimulatedRoom();
  for (let index = 0; index < count; index += 1) stage.barrage(`line ${index}`);
  const list = await show<BarrageList>(html`<barrage-list .room=${room} class="test"></barrage-list>`);
  list.style.height = '200px';
  await settle();
  return { room, stage, list, scroller: part(list, 'list')! };
}

/** The rows inside of the list's box, with their distance from its upper edge. */
function placesOf(list: BarrageList): [text: string, top: number][] {
  const box = part(list, 'list')!.getBoundingClientRect();
  return [...rows(list)]
    .map((row) => ({ text: row.textContent!, ...boxOf(row) }))
    .filter(({ top, bottom }) => bottom > box.top && top < box.bottom)
    .map(({ text, top }) => [text, top - box.top]);
}
const boxOf = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom };
};
const seenRows = (list: BarrageList): string[] => placesOf(list).map(([text]) => text);
const rows = (list: BarrageList) => list.shadowRoot!.querySelectorAll('[part="row"]');

describe('<barrage-list>', () => {
  it('invites to write where nobody has', async () => {
    const { list } = await setUp();
    expect(textOf(list)).to.include('Say hello');
    await expect(list).to.be.accessible();
  });

  it('shows text as text, with the writer and the role', async () => {
    const { stage, list } = await setUp();
    stage.barrage('<img src=x onerror=alert(1)>', { userId: 'h', userName: 'Mira', role: 'host' });
    await waitUntil(() => rows(list).length === 1);
    expect(part(list, 'row')!.textContent).to.include('<img src=x');
    expect(list.shadowRoot!.querySelectorAll('img')).to.have.length(0);
    expect(part(list, 'badge')!.textContent).to.equal('Host');
    expect(part(list, 'name')!.textContent).to.equal('Mira');
    await expect(list).to.be.accessible();
  });

  it('changes the page once for many messages, and keeps the rows it has', async () => {
    const { stage, list } = await setUp(1);
    list.style.height = '900px';
    const first = rows(list)[0];
    let changes = 0;
    const watcher = new MutationObserver(() => (changes += 1));
    watcher.observe(list.shadowRoot!.querySelector('.rows')!, { childList: true });
    for (let index = 0; index < 20; index += 1) {
      stage.barrage(`more ${index}`);
      await aTimeout(2);
    }
    await waitUntil(() => rows(list).length === 21);
    await aTimeout(50);
    expect(changes).to.equal(1);
    expect(rows(list)[0]).to.equal(first);
    watcher.disconnect();
  });

  it('has only the rows that are seen on the page, and reuses them', async () => {
    const { stage, list, scroller } = await setUp(700);
    expect(rows(list).length).to.be.within(5, 30);
    expect([...rows(list)].at(-1)!.textContent).to.include('line 699');
    const before = new Set(rows(list));
    for (let index = 0; index < 600; index += 1) stage.barrage(`storm ${index}`);
    await waitUntil(() => [...rows(list)].at(-1)!.textContent!.includes('storm 599'));
    expect([...rows(list)].filter((row) => !before.has(row)).length).to.be.lessThan(4);
    expect(scroller.scrollTop + scroller.clientHeight).to.be.closeTo(scroller.scrollHeight, 2);
  });

  it('follows the end, but leaves a reader alone and counts what is new', async () => {
    const { stage, list, scroller } = await setUp(60);
    expect(scroller.scrollTop + scroller.clientHeight).to.be.closeTo(scroller.scrollHeight, 2);

    scroller.scrollTop = 0;
    await aTimeout(50);
    expect(seenRows(list)[0]).to.include('line 0');
    for (let index = 0; index < 12; index += 1) stage.barrage(`new ${index}`);
    await waitUntil(() => part(list, 'more') !== null);
    expect(part(list, 'more')!.textContent).to.include('12 new');
    expect(scroller.scrollTop).to.equal(0);

    part(list, 'more')!.click();
    const isAtEnd = () => Math.abs(scroller.scrollTop + scroller.clientHeight - scroller.scrollHeight) <= 2;
    await waitUntil(() => part(list, 'more') === null && isAtEnd(), 'the end');
    expect(seenRows(list).at(-1)).to.include('new 11');
  });

  it('reads back through rows of any height: nothing is left out, nothing jumps', async () => {
    const { stage, list, scroller } = await setUp();
    for (let index = 0; index < 300; index += 1) stage.barrage(`line ${index} ${'word '.repeat((index * 7) % 40)}`);
    await waitUntil(() => rows(list).length > 0);
    await aTimeout(50);
    const lineOf = (text: string) => Number(/line (\d+)/.exec(text)![1]);
    const read = new Set(seenRows(list).map(lineOf));
    for (let step = 0; step < 600 && !read.has(0); step += 1) {
      const before = new Map(placesOf(list));
      const moved = scroller.scrollTop;
      scroller.scrollTop -= 90;
      scroller.dispatchEvent(new Event('scroll'));
      const by = moved - scroller.scrollTop;
      // Rows that stay on the page moved exactly as far as the reader, except where the list's beginning corrected the guess.
      if (scroller.scrollTop > 400 && by === 90)
        for (const [text, top] of placesOf(list)) if (before.has(text)) expect(top - before.get(text)!).to.be.closeTo(90, 1.5);
      for (const text of seenRows(list)) read.add(lineOf(text));
      if (scroller.scrollTop === 0) break;
      await new Promise(requestAnimationFrame);
    }
    expect([...Array(300).keys()].filter((line) => !read.has(line))).to.deep.equal([]);
  });

  it('keeps what a reader reads, however much the room goes on', async () => {
    const { stage, list, scroller } = await setUp(500);
    scroller.scrollTop = scroller.scrollHeight / 2;
    await aTimeout(50);
    const before = seenRows(list);
    for (let batch = 0; batch < 3; batch += 1) {
      for (let index = 0; index < 600; index += 1) stage.barrage(`later ${batch}.${index}`);
      await aTimeout(330);
      expect(seenRows(list)).to.deep.equal(before);
    }
    expect(part(list, 'more')!.textContent).to.include('1,800 new');
    scroller.scrollTop = scroller.scrollHeight;
    await waitUntil(() => seenRows(list).at(-1)?.includes('later 2.599'));
  });

  it('shows who the shop says its people are, in colours that read', async () => {
    const { stage, list } = await setUp();
    stage.barrage('Good evening', {
      userId: 'u1',
      userName: 'Vip',
      level: 32,
      levelName: 'Diamond',
      badges: [{ type: 'vip', name: 'Annual VIP', color: '#ffd700' }],
      nameColor: '#ffff00',
      bubbleStyle: 'golden_frame',
    });
    await waitUntil(() => part(list, 'level') !== null);
    expect(part(list, 'level')!.textContent).to.equal('Diamond 32');
    expect(part(list, 'badge')!.textContent).to.equal('Annual VIP');
    expect(part(list, 'badge-vip')).not.to.equal(null);
    expect(part(list, 'bubble-golden_frame')).not.to.equal(null);
    await expect(list).to.be.accessible();

    for (let index = 0; index < 30; index += 1) stage.barrage(`plain ${index}`);
    await waitUntil(() => seenRows(list).at(-1)?.includes('plain 29'));
    expect([part(list, 'level'), part(list, 'badge'), part(list, 'bubble-golden_frame')]).to.deep.equal([null, null, null]);
  });

  it('keeps levels, badges and names of any colour readable in light and dark', async () => {
    for (const scheme of ['light', 'dark']) {
      const { stage, list } = await setUp();
      list.style.cssText = `height: 300px; color-scheme: ${scheme}; background: ${scheme === 'dark' ? '#17171b' : '#fff'}`;
      const badges = [{ type: 'vip', name: 'VIP', color: '#ffd700' }];
      for (const [index, nameColor] of ['#0000ff', '#ffff00', '#ff00ff'].entries())
        stage.barrage('Hi', { userId: 'u', userName: 'Ann', level: 1 + index * 26, nameColor, badges });
      await waitUntil(() => rows(list).length === 3);
      await expect(list).to.be.accessible();
    }
  });

  it('quotes what a message answers, and takes away what was removed', async () => {
    const { stage, list } = await setUp();
    const asked = stage.emit({ type: 'barrage.sent', id: 'a', text: 'Is it blue?', sender: { userId: 'u1', userName: 'Ann' } });
    const reply = { eventId: asked.eventId, text: 'Is it blue?', sender: { userId: 'u1', userName: 'Ann' } };
    stage.emit({ type: 'barrage.sent', id: 'b', text: 'Yes', sender: { userId: 'u2', userName: 'Mira' }, reply });
    await waitUntil(() => rows(list).length === 2);
    expect(part(list, 'quote')!.textContent).to.equal('Ann: Is it blue?');
    stage.emit({ type: 'barrage.removed', barrageId: asked.eventId });
    await waitUntil(() => rows(list).length === 1);
    expect(part(list, 'row')!.textContent).to.include('Yes');
  });

  it('keeps the pinned message in view, and shows all of it on a press', async () => {
    const { stage, list } = await setUp(3);
    const pinned = { eventId: 'e', text: 'Sale until ten', sender: { userId: 'h', userName: 'Mira' }, ts: 1 };
    stage.emit({ type: 'barrage.pinned', pinned });
    await settle();
    expect(part(list, 'pinned')!.textContent!.replaceAll(/\s+/g, ' ')).to.include('Mira Sale until ten');
    part(list, 'pinned')!.click();
    await list.updateComplete;
    expect(part(list, 'pinned')!.getAttribute('aria-expanded')).to.equal('true');
    await expect(list).to.be.accessible();
    stage.emit({ type: 'barrage.unpinned' });
    await settle();
    expect(part(list, 'pinned')).to.equal(null);
  });

  it('reads the newest out, and only how many others there were', async () => {
    const { stage, list } = await setUp(1);
    const said = list.shadowRoot!.querySelector('[role="status"]')!;
    for (let index = 0; index < 9; index += 1) stage.barrage(`line ${index}`);
    await waitUntil(() => said.textContent !== '', 'something is read', { timeout: 3000 });
    expect(said.textContent).to.equal('Ann: line 8, and 8 more');
  });

  it('shows the room’s own lines as tips and leaves custom messages to others', async () => {
    const { room, stage, list } = await setUp();
    stage.custom('shop_note', { a: 1 });
    room.barrage.appendLocalTip('Free shipping tonight');
    await waitUntil(() => part(list, 'tip')?.textContent === 'Free shipping tonight');
    expect(rows(list)).to.have.length(0);
  });

  it('says that it reconnects', async () => {
    const { stage, list } = await setUp(1);
    stage.setState('recovering');
    await settle();
    expect(textOf(list)).to.include('Reconnecting');
  });

  it('is a log for screen readers', async () => {
    const { scroller } = await setUp(1);
    expect(scroller.getAttribute('role')).to.equal('log');
  });
});
