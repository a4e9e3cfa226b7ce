import { expect, waitUntil } from '@open-wc/testing';
import { settle } from '../shared/testing.ts';
import { seen, setUp } from './room-testing.ts';

describe('the sheets of <live-room>', () => {
  it('opens products and cart as sheets that leave the picture visible', async () => {
    const { find } = await setUp(390);
    find('[popovertarget="shelf"]').click();
    await settle();
    const sheet = find('#shelf');
    expect(sheet.matches(':popover-open')).to.equal(true);
    expect(seen(find('product-shelf'))).to.equal(true);
    const frame = find('.frame').getBoundingClientRect();
    await waitUntil(() => Math.abs(sheet.offsetWidth - frame.width) < 1);
    const visible = Math.min(innerHeight, frame.bottom) - Math.max(0, frame.top);
    expect(sheet.offsetHeight).to.be.closeTo(visible * 0.7, 2);

    find('[popovertarget="cart"]').click();
    await settle();
    expect(find('#cart').matches(':popover-open')).to.equal(true);
    expect(sheet.matches(':popover-open')).to.equal(false);
  });

  it('shows how many products and pieces there are', async () => {
    const { room, find } = await setUp(390);
    await room.cart.add('s-lamp', 3);
    // The numbers come once the page is idle.
    await waitUntil(() => find('[popovertarget="cart"]').ariaLabel === 'Your cart: 3', 'an idle page', { timeout: 5000 });
    await waitUntil(() => find('[popovertarget="shelf"]').ariaLabel === 'Products: 5');
  });

  it('keeps the tab key inside an open sheet', async () => {
    const { find } = await setUp(390);
    find('[popovertarget="cart"]').click();
    await settle();
    const sheet = find('#cart');
    sheet.querySelector<HTMLElement>('[data-trap="end"]')!.focus();
    expect(
      sheet.contains(sheet.getRootNode() instanceof ShadowRoot ? (sheet.getRootNode() as ShadowRoot).activeElement : null),
    ).to.equal(true);
    expect((sheet.getRootNode() as ShadowRoot).activeElement!.getAttribute('aria-label')).to.equal('Close');
    sheet.querySelector<HTMLElement>('[data-trap="start"]')!.focus();
    expect((sheet.getRootNode() as ShadowRoot).activeElement!.matches('[data-trap]')).to.equal(false);
  });

  it('gives the focus back to the button that opened a sheet', async () => {
    const { find } = await setUp(390);
    const opener = find('[popovertarget="cart"]');
    opener.focus();
    opener.click();
    await settle();
    find('#cart').hidePopover();
    await settle();
    expect((opener.getRootNode() as ShadowRoot).activeElement === opener).to.equal(true);
  });
});
