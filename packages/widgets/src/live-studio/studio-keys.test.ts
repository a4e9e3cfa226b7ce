import { expect, waitUntil } from '@open-wc/testing';
import { onAir } from './studio-testing.ts';

const type = (key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

describe('the studio’s keys', () => {
  it('mutes with m and closes the camera with c, but not while the host types', async () => {
    const { inside, room } = await onAir();
    type('m');
    expect(room.device.microphoneMuted).to.equal(true);
    type('c');
    expect(room.device.cameraStatus).to.equal('off');

    const field = inside('input').find((input) => input.getAttribute('aria-label') === 'Write a message')!;
    type('m', field);
    expect(room.device.microphoneMuted).to.equal(true);
  });

  it('pops products up by their number and on to the next, past what is sold out, and takes them down', async () => {
    const { asked, room, says } = await onAir();
    await says('40 in stock');
    const shown = () => room.popup.listing?.goodsId;

    type('1');
    await waitUntil(() => shown() === 'p-mug');
    type('3');
    await waitUntil(() => shown() === 'p-lamp');
    type('n');
    await waitUntil(() => shown() === 'p-board');
    type('n');
    type('9');
    type('0');
    await waitUntil(() => shown() === undefined);

    expect(asked('POST', '/popup').map(({ body }) => (body as { productId: string }).productId)).to.deep.equal([
      'p-mug',
      'p-lamp',
      'p-board',
    ]);
  });

  it('takes no keys while the host types or a dialog is open', async () => {
    const { inside, press, asked, says } = await onAir();
    await says('40 in stock');

    type(
      '2',
      inside('input').find((input) => input.getAttribute('aria-label') === 'Write a message')!,
    );
    type('?');
    await says('Keys do nothing while you type');
    type('1', inside('dialog[open] button')[0]);
    await press('Close');

    expect(asked('POST', '/popup')).to.deep.equal([]);
  });

  it('takes a product down with Escape', async () => {
    const { press, says, room } = await onAir();
    await press('Pop up Paper lamp');
    await says('Explaining now');

    type('Escape');

    await waitUntil(() => room.popup.listing === undefined);
  });
});
