import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { deep } from '../shared/story.ts';
import { show } from '../shared/testing.ts';
import './define.ts';
import type { LiveConsole } from './live-console.ts';

describe('the first and the last day', () => {
  for (const section of ['commission', 'attribution'])
    it(`stand in one row and are as wide as each other, in ${section}`, async () => {
      const { room } = createSimulatedRoom({ role: 'admin' });
      const element = await show<LiveConsole>(
        html`<live-console .room=${room} section=${section} style="block-size: 700px; font-family: sans-serif"></live-console>`,
      );
      const fields = () => deep(element.shadowRoot!, 'input[type="date"]');
      await waitUntil(() => fields().length === 2, 'no dates', { timeout: 5000 });
      for (const width of [320, 340, 360, 375, 390, 412, 430, 1280]) {
        element.style.inlineSize = `${width}px`;
        const [from, to] = fields().map((field) => field.getBoundingClientRect());
        expect(from!.width, `${width} px`).to.be.closeTo(to!.width, 0.5);
        expect(width < 360 || from!.top === to!.top, `in one row, ${width} px`).to.equal(true);
      }
    });
});
