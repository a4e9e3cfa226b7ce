import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { TemplateResult } from 'lit';
import '../gift-panel/define.ts';
import '../live-console/define.ts';
import '../order-card/define.ts';
import { deep } from './story.ts';
import { part, show } from './testing.ts';

type Scene = ReturnType<typeof createSimulatedRoom>;

const PLACES: Record<string, (scene: Scene) => Promise<TemplateResult>> = {
  'of gifts': async ({ room }) => html`<gift-panel .room=${room}></gift-panel>`,
  'of what is given back': async ({ room, stage }) => {
    const { id } = await room.orders.place({ items: [{ skuId: 's-mug', quantity: 2 }] }, 'key');
    stage.moveOrder(id, 'paid');
    return html`<order-card .room=${room} order-id=${id} open></order-card>`;
  },
  'of staff': async ({ room }) => html`<live-console .room=${room} section="rules"></live-console>`,
};

for (const [place, of] of Object.entries(PLACES))
  for (const [direction, end] of [
    ['ltr', 'calc(100% - 12px)'],
    ['rtl', '12px'],
  ] as const)
    it(`the arrow of a list ${place} keeps its distance from the end, ${direction}`, async () => {
      const scene = createSimulatedRoom({ role: 'admin' });
      const inside = await of(scene);
      const box = await show<HTMLElement>(html`<div dir=${direction}>${inside}</div>`);
      const root = box.firstElementChild!;
      const press = () => (part(root, 'gift') ?? part(root, 'refund'))?.click();
      const select = () => (press(), deep(root.shadowRoot!, 'select').find((each) => each.checkVisibility()));
      await waitUntil(select, 'no list to choose from', { timeout: 5000 });
      const style = getComputedStyle(deep(root.shadowRoot!, 'select').find((each) => each.checkVisibility())!);
      expect([style.appearance, style.backgroundPositionX, style.paddingInlineEnd]).to.deep.equal(['none', end, '30px']);
    });
