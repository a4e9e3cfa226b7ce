import { expect, waitUntil } from '@open-wc/testing';
import { OnDemand } from './on-demand.ts';

function setUp(load: () => Promise<string>) {
  let renders = 0;
  const host = {
    addController() {},
    removeController() {},
    requestUpdate: () => (renders += 1),
    updateComplete: Promise.resolve(true),
  };
  return { part: new OnDemand(host, load), renders: () => renders };
}

it('loads a part of an element once, when it is first wanted, and renders again with it', async () => {
  let loads = 0;
  const { part, renders } = setUp(async () => `words ${(loads += 1)}`);
  expect(loads).to.equal(0);

  expect(part.value).to.equal(undefined);
  expect(part.value).to.equal(undefined);
  await waitUntil(() => renders() === 1);

  expect(part.value).to.equal('words 1');
  expect(loads).to.equal(1);
});

it('tries again while the part cannot be loaded and is still wanted', async () => {
  let loads = 0;
  const { part, renders } = setUp(async () => {
    loads += 1;
    if (loads === 1) throw new Error('No network');
    return 'words';
  });

  void part.value;
  await waitUntil(() => renders() === 1, 'it should ask to be rendered', { timeout: 4_000 });
  void part.value;
  await waitUntil(() => part.value === 'words');
});
