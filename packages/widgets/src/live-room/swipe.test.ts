import { expect } from '@open-wc/testing';
import { setUp } from './room-testing.ts';

it('<live-room> clears the picture by a swipe, and brings everything back by another', async () => {
  const { element, find } = await setUp(390);
  const swipe = async (target: Element) => {
    const touch = (clientX: number) => new Touch({ identifier: 1, target, clientX, clientY: 300 });
    target.dispatchEvent(
      new TouchEvent('touchstart', { touches: [touch(300)], changedTouches: [touch(300)], bubbles: true, composed: true }),
    );
    target.dispatchEvent(
      new TouchEvent('touchend', { touches: [], changedTouches: [touch(100)], bubbles: true, composed: true }),
    );
    await element.updateComplete;
  };
  const hidden = () => getComputedStyle(find('.bar')).visibility === 'hidden';
  await swipe(find('live-player'));
  expect(hidden()).to.equal(true);
  await swipe(find('live-player'));
  expect(hidden()).to.equal(false);
  await swipe(find('live-cart'));
  expect(hidden()).to.equal(false);

  await swipe(find('live-player'));
  find('live-player').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  await element.updateComplete;
  expect(hidden()).to.equal(false);
});
