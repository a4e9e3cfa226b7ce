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

  it('never holds more than a hundred rows', async () => {
    const { list } = await setUp(150);
    expect(rows(list)).to.have.length(100);
    expect(rows(list)[99]!.textContent).to.include('line 149');
  });

  it('follows the end, but leaves a reader alone and counts what is new', async () => {
    const { stage, list, scroller } = await setUp(60);
    expect(scroller.scrollTop + scroller.clientHeight).to.be.closeTo(scroller.scrollHeight, 2);

    scroller.scrollTop = 0;
    await aTimeout(50);
    for (let index = 0; index < 12; index += 1) stage.barrage(`new ${index}`);
    await waitUntil(() => part(list, 'more') !== null);
    expect(part(list, 'more')!.textContent).to.include('12 new');
    expect(scroller.scrollTop).to.equal(0);

    part(list, 'more')!.click();
    await settle();
    expect(part(list, 'more')).to.equal(null);
    expect(scroller.scrollTop + scroller.clientHeight).to.be.closeTo(scroller.scrollHeight, 2);
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
