import { expect } from '@open-wc/testing';
import { open } from './studio-testing.ts';

it('shows the whole of every button on a phone, also where the show can be resumed or ended', async () => {
  const { button } = await open({ width: 390, live: { status: 'live', onAir: false } });
  for (const name of ['Resume the show', 'End']) {
    const shown = await button(name);
    const { left, right } = shown.getBoundingClientRect();
    const box = shown.getRootNode() as ShadowRoot;
    const { left: from, right: to } = box.host.getBoundingClientRect();
    expect([left >= from, right <= to, shown.scrollWidth], name).to.deep.equal([true, true, shown.clientWidth]);
  }
});
