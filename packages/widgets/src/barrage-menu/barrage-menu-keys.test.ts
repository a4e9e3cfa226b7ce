import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { part, settle } from '../shared/testing.ts';
import { setUp } from './menu-testing.ts';

/** The list is walked to its last message, and the menu opened there. */
async function byKeys(...given: Parameters<typeof setUp>) {
  const talk = await setUp(...given);
  const { list, menu, key, opened } = talk;
  part(list, 'list')!.focus();
  key('ArrowUp');
  key('Enter');
  await opened();
  const row = talk.rows().at(-1)!;
  /** What the keys lead on from: comparing elements themselves would print all of the page where they differ. */
  const isBack = () => list.shadowRoot!.activeElement === row;
  const at = () => menu().shadowRoot!.activeElement?.textContent?.trim();
  const walk = (...keys: string[]) =>
    keys.map((name) => {
      key(name);
      return at();
    });
  return { ...talk, isBack, at, walk };
}

describe('a message’s menu, by the keys', () => {
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

  it('is walked by the arrows, round its ends, and by Home and End', async () => {
    const { at, walk } = await byKeys('moderator');
    await waitUntil(() => at() === 'Reply');
    expect(walk('ArrowDown', 'ArrowDown', 'ArrowDown')).to.deep.equal(['Copy', 'Report…', 'Pin']);
    expect(walk('End', 'ArrowDown', 'ArrowUp')).to.deep.equal(['Remove message', 'Reply', 'Remove message']);
    expect(walk('Home', 'ArrowUp')).to.deep.equal(['Reply', 'Remove message']);
  });

  it('is left by Escape and Tab, which lead back to the message and mean nothing else', async () => {
    for (const name of ['Escape', 'Tab']) {
      const { list, isBack, isOpen, key } = await byKeys();
      let heard = 0;
      list.addEventListener('keydown', () => (heard += 1));
      key(name);
      expect(isOpen(), name).to.equal(false);
      expect(isBack(), name).to.equal(true);
      // Tab goes on from there: that is for the browser to do.
      expect(heard, name).to.equal(name === 'Tab' ? 1 : 0);
    }
  });

  it('stays where one is while the server decides, also where it refuses; then Escape leads back to the message', async () => {
    const { stage, menu, isBack, isOpen, at, walk, key } = await byKeys();
    walk('End');
    (menu().shadowRoot!.activeElement as HTMLElement).click();
    await waitUntil(() => at() === 'Spam', 'the reasons');
    expect(walk('ArrowDown')).to.deep.equal(['Abuse']);
    const go = stage.hold('POST /lives/*/reports');
    stage.fail('POST /lives/*/reports', 'rate-limited');
    (menu().shadowRoot!.activeElement as HTMLElement).click();
    await settle();
    // A frame later browsers take the focus away from what cannot have it.
    await nextFrame();
    expect(at(), 'while it waits').to.equal('Abuse');
    go();
    await waitUntil(() => menu().shadowRoot!.querySelector('[role="alert"]')!.textContent !== '');
    await nextFrame();
    expect([isOpen(), at()]).to.deep.equal([true, 'Abuse']);
    key('Escape');
    expect(isBack()).to.equal(true);
  });

  it('leads back to the message once the server agreed', async () => {
    const { stage, menu, isBack, isOpen, walk } = await byKeys('moderator');
    const go = stage.hold('PUT /lives/*/pin');
    expect(walk('End', 'ArrowUp', 'ArrowUp')).to.include('Pin');
    (menu().shadowRoot!.activeElement as HTMLElement).click();
    await nextFrame();
    await nextFrame();
    go();
    await waitUntil(() => !isOpen());
    expect(isBack()).to.equal(true);
  });

  it('leads on from the next message once its own is removed, and from the one before the last', async () => {
    for (const [steps, neighbour] of [
      [2, 'line 2'],
      [1, 'line 1'],
    ] as const) {
      const { list, rows, opened, key, focused, choose } = await setUp('moderator');
      part(list, 'list')!.focus();
      for (let step = 0; step < steps; step += 1) key('ArrowUp');
      key('Enter');
      await opened();
      await choose('Remove message');
      await waitUntil(() => rows().length === 2, 'it is gone');
      expect(focused()).to.include(neighbour);
      key('ArrowUp');
      expect(focused()).to.include('line 0');
    }
  });

  it('leads back to the list where no message is left', async () => {
    const { list, rows, choose } = await byKeys('moderator', 1);
    await choose('Remove message');
    await waitUntil(() => rows().length === 0);
    expect(list.shadowRoot!.activeElement?.part.value).to.equal('list');
  });

  it('leads on from a neighbour where somebody else removed the message meanwhile', async () => {
    const { room, stage, rows, isOpen, key, focused } = await byKeys();
    stage.emit({ type: 'barrage.removed', barrageId: room.barrage.messageList.at(-1)!.id });
    await waitUntil(() => rows().length === 2);
    expect(isOpen()).to.equal(true);
    key('Escape');
    expect(focused()).to.include('line 1');
    stage.emit({ type: 'barrage.removed', barrageId: room.barrage.messageList.at(-1)!.id });
    await waitUntil(() => rows().length === 1);
    expect(focused()).to.include('line 0');
  });
});
