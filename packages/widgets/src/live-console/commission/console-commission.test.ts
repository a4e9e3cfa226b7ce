import { expect } from '@open-wc/testing';
import { fillDesk } from '../console.story.ts';
import { button, find, press, setUp } from '../console-testing.ts';

describe('commission in the console', () => {
  it('sets a rate in per cent, and takes none that is no share of a sale', async () => {
    const scene = await setUp('commission', '', { role: 'admin' }, fillDesk);
    const { element } = scene;
    await press(element, 'Set a rate');
    (await find<HTMLInputElement>(element, '[name="hostId"]')).value = 'host-9';
    (await find<HTMLInputElement>(element, '[name="percent"]')).value = '7,25';
    await press(element, 'Save');
    expect(scene.stage.desk.rates).to.deep.include({ hostId: 'host-9', basisPoints: 725 });
    await press(element, 'Set a rate');
    for (const text of ['101', '-1', '1.234', 'x']) {
      (await find<HTMLInputElement>(element, '[name="percent"]')).value = text;
      (await button(element, 'Save')).click();
      expect((await find(element, 'dialog .error')).textContent).to.include('from 0 to 100');
    }
  });
});
