import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { deep } from '../../shared/story.ts';
import { show } from '../../shared/testing.ts';
import { fillDesk } from '../console.story.ts';
import { asked, button, find, one, press, setUp } from '../console-testing.ts';
import type { LiveConsole } from '../live-console.ts';

describe('the rules of all rooms in the console', () => {
  it('sets the rules of all rooms, and goes back to those that were delivered', async () => {
    const scene = await setUp('rules', '', { role: 'admin' }, fillDesk);
    const { element } = scene;
    const slow = await find<HTMLInputElement>(element, '[name="slowModeSeconds"]');
    slow.value = '30';
    slow.dispatchEvent(new Event('change'));
    await waitUntil(() => scene.stage.desk.rules.own.slowModeSeconds === 30);
    await press(element, 'Undo');
    expect(scene.stage.desk.rules.own).to.deep.equal({ slowModeSeconds: 5 });
    (await find(element, '[name="approval"]')).click();
    await waitUntil(() => deep(element.shadowRoot!, '.rule button').length === 2);
    await press(element, 'As delivered');
    expect(asked(scene, 'PUT', /^\/moderation$/).map(({ body }) => body)).to.deep.equal([
      { slowModeSeconds: 30 },
      { slowModeSeconds: 5 },
      { approval: true },
      { approval: null },
    ]);
    expect(one<HTMLInputElement>(element, '[name="approval"]')?.checked).to.equal(false);
  });

  it('says why the rules cannot be read, and reads them again', async () => {
    const scene = createSimulatedRoom({ role: 'admin' });
    const undo = scene.stage.fail('GET /moderation', 'offline');
    const element = await show<LiveConsole>(html`<live-console .room=${scene.room} section="rules"></live-console>`);
    await button(element, /Try again/);
    undo();
    await press(element, /Try again/);
    await find(element, '[name="approval"]');
  });
});
