import { expect } from '@open-wc/testing';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { settle } from '../../shared/testing.ts';
import { fillDesk } from '../console.story.ts';
import { asked, button, find, press, setUp, type } from '../console-testing.ts';

describe('the import in the console', () => {
  it('checks a file, leads to its bad lines, and runs it', async () => {
    const scene = await setUp('import', '', { role: 'admin' }, fillDesk);
    const { element } = scene;
    const csv = await find<HTMLTextAreaElement>(element, 'textarea');
    type(csv, 'externalId,title,price\nmug,Mug,12.50\nlamp,Lamp,12.345');
    await press(element, 'Check', 'Line 3');
    expect(csv.value.slice(csv.selectionStart, csv.selectionEnd)).to.equal('lamp,Lamp,12.345');
    await press(element, 'Import 15 without those');
    const runs = asked(scene, 'POST', /import$/).map(({ body }) => (body as { dryRun: boolean }).dryRun);
    expect(runs).to.deep.equal([true, false]);
  });

  it('takes no address that is not a web page', async () => {
    const scene = await setUp('import', 'from=page', { role: 'admin' }, fillDesk);
    for (const url of HOSTILE_URLS.filter((url) => !/^https?:\/\//i.test(url.trim()))) {
      (await find<HTMLInputElement>(scene.element, '[name="url"]')).value = url;
      (await button(scene.element, 'Check')).click();
    }
    await settle();
    expect(asked(scene, 'POST', /import$/)).to.deep.equal([]);
  });
});
