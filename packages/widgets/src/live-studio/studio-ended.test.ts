import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { hostRoom } from '@vitrine/core/host-room.ts';
import { deep } from '../shared/story.ts';
import { show } from '../shared/testing.ts';
import './define.ts';
import type { LiveStudio } from './live-studio.ts';
import { sell } from './studio.story.ts';

describe('<live-studio> after the show', () => {
  for (const width of [390, 1280])
    it(`tells what sold, and leads where the page wants it to, ${width} px wide`, async () => {
      const scene = createSimulatedRoom({ role: 'host' });
      await sell({ ...scene, room: hostRoom(scene.room) });
      scene.stage.live('ended');
      const studio = await show<LiveStudio>(
        html`<live-studio .room=${scene.room} style="inline-size: ${width}px; --live-studio-height: 700px">
          <a slot="ended" href="#shows">Choose another show</a>
        </live-studio>`,
      );
      await waitUntil(() => deep(studio.shadowRoot!, 'summary').length > 0, 'no sales');

      const text = deep(studio.shadowRoot!, 'h1, dt, summary').map(({ textContent }) => textContent.trim());
      expect(text).to.deep.equal(['The show has ended', 'Sales', 'Items sold', 'Orders', 'By product']);
      const link = studio.querySelector('a')!;
      expect(link.checkVisibility()).to.equal(true);
      expect(link.getBoundingClientRect().bottom).to.be.at.most(studio.getBoundingClientRect().bottom);
      await expect(studio).to.be.accessible();
    });

  it('says so where nobody ordered', async () => {
    const { room, stage } = createSimulatedRoom({ role: 'host' });
    stage.live('ended');
    const studio = await show<LiveStudio>(html`<live-studio .room=${room}></live-studio>`);
    await waitUntil(() => deep(studio.shadowRoot!, '.hint').length > 0, 'no hint');
    expect(deep(studio.shadowRoot!, '.hint')[0]!.textContent).to.equal('Nobody ordered in this show.');
  });
});
