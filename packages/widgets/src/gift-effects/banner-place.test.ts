import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { show } from '../shared/testing.ts';
import './define.ts';

describe('the banners of <gift-effects>', () => {
  for (const [width, height] of [
    [320, 420],
    [320, 568],
    [390, 844],
    [540, 300],
  ] as const)
    it(`stand clear of a drawn gift’s number, and within the picture, ${width} × ${height}`, async () => {
      const { room, stage } = createSimulatedRoom();
      const box = await show(
        html`<div style="position: relative; inline-size: ${width}px; block-size: ${height}px">
          <gift-effects .room=${room}></gift-effects>
        </div>`,
      );
      const element = box.querySelector('gift-effects')!;
      const of = (selector: string) => element.shadowRoot!.querySelector(selector)!;
      stage.gift('cake', 999);
      await waitUntil(() => of('.total') && of('.banner'), 'nothing came');
      for (const each of [of('.total'), of('.banner'), of('.times')])
        for (const animation of each.getAnimations()) animation.finish();
      const [number, banners, all] = [of('.total'), of('.banners'), box].map((each) => each.getBoundingClientRect());
      expect(banners!.top).to.be.at.least(number!.bottom);
      expect(banners!.bottom).to.be.at.most(all!.bottom);
      expect(of('.times').getBoundingClientRect().right).to.be.at.most(of('.banner').getBoundingClientRect().right - 8);
    });
});
