import { expect, waitUntil } from '@open-wc/testing';
import { settle } from '../../shared/testing.ts';
import { fillDesk } from '../console.story.ts';
import { asked, find, press, rows, setUp, type } from '../console-testing.ts';

describe('words in the console', () => {
  it('lists a word, changes it, and lets it go', async () => {
    const scene = await setUp('words', '', { role: 'admin' }, fillDesk);
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="word"]'), 'fake');
    await press(element, 'Add the word');
    await waitUntil(() => rows(element).length === 3);
    const select = await find<HTMLSelectElement>(element, '[aria-label="What happens to fake"]');
    select.value = 'allow';
    select.dispatchEvent(new Event('change'));
    await settle();
    expect(scene.stage.desk.words[0]).to.include({ word: 'fake', action: 'allow' });
    await press(element, 'Take fake off the list', 'Room');
    expect(scene.stage.desk.words).to.have.length(2);
  });

  it('lets a word go though the page is left before the time to undo is over', async () => {
    const scene = await setUp('words', '', { role: 'admin' }, fillDesk);
    await press(scene.element, 'Take knockoff off the list');
    expect(asked(scene, 'DELETE', /words/)).to.deep.equal([]);
    dispatchEvent(new Event('pagehide'));
    expect(asked(scene, 'DELETE', /words\/w-1$/).map(({ keepalive }) => keepalive)).to.deep.equal([true]);
  });
});
