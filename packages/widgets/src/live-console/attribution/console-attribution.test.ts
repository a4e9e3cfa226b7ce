import { expect } from '@open-wc/testing';
import { fillDesk } from '../console.story.ts';
import { asked, press, setUp } from '../console-testing.ts';

describe('attribution in the console', () => {
  it('asks for what sold by host and by day', async () => {
    const scene = await setUp('attribution', 'from=2026-01-01&to=2026-01-31', { role: 'admin' }, fillDesk);
    await press(scene.element, 'By host');
    const { by, from, to } = asked(scene, 'GET', /report$/).at(-1)!.query!;
    expect([by, from, to]).to.deep.equal(['host', new Date(2026, 0, 1).getTime(), new Date(2026, 1, 1).getTime()]);
  });
});
