import { expect } from '@open-wc/testing';
import { part, settle } from '../shared/testing.ts';
import { seen, setUp } from './room-testing.ts';

describe('the layout of <live-room>', () => {
  it('fills a narrow box with the picture and lays chat and card over it', async () => {
    const { stage, find } = await setUp(390);
    stage.popUp('p-lamp');
    await settle();
    const player = find('live-player').getBoundingClientRect();
    const chat = find('barrage-list').getBoundingClientRect();
    expect(player.width).to.equal(390);
    expect(player.height).to.be.greaterThan(400);
    expect(chat.bottom).to.be.lessThan(player.bottom);
    expect(seen(find('product-popup'))).to.equal(true);
    expect(seen(find('.tabs'))).to.equal(false);
    expect(seen(find('product-shelf'))).to.equal(false);
  });

  it('keeps card and buttons on a screen that is too small for all', async () => {
    const { element, stage, find } = await setUp(320);
    element.style.setProperty('--live-room-height', '500px');
    stage.popUp('p-shirt');
    await settle();
    part(find('product-popup'), 'add')!.click();
    await settle();
    const frame = find('.frame').getBoundingClientRect();
    const popup = find('product-popup').getBoundingClientRect();
    const bar = find('.bar').getBoundingClientRect();
    expect(popup.height).to.be.greaterThan(250);
    expect(bar.bottom).to.be.at.most(frame.bottom);
    expect(popup.bottom).to.be.at.most(bar.top);
    expect(popup.top).to.be.at.least(frame.top);
  });

  it('gives the whole row to whoever writes, until the keyboard reaches a button', async () => {
    const { find } = await setUp(390);
    const width = () => find('barrage-input').getBoundingClientRect().width;
    const gifts = find('[popovertarget="gifts"]');
    expect(width()).to.be.lessThan(150);
    find('barrage-input').focus();
    expect(width()).to.be.greaterThan(330);
    expect(getComputedStyle(gifts).opacity).to.equal('0');
    gifts.focus();
    expect(width()).to.be.lessThan(150);
    expect(getComputedStyle(gifts).opacity).to.equal('1');
  });

  it('puts chat and products beside the picture in a wide box', async () => {
    const { element, find } = await setUp(1280);
    expect(find('live-player').getBoundingClientRect().width).to.equal(920);
    expect(seen(find('barrage-list'))).to.equal(true);
    find('#tab-products').click();
    await element.updateComplete;
    expect(seen(find('product-shelf'))).to.equal(true);
    expect(seen(find('barrage-list'))).to.equal(false);
  });

  it('moves between its tabs by arrows, Home and End', async () => {
    const { element, find } = await setUp(1280);
    const selected = () => find('[aria-selected="true"]').id;
    const press = async (key: string) => {
      find('.tabs').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await element.updateComplete;
      return selected();
    };
    expect(await press('ArrowRight')).to.equal('tab-products');
    expect(await press('ArrowLeft')).to.equal('tab-chat');
    expect(await press('End')).to.equal('tab-products');
    expect(await press('Home')).to.equal('tab-chat');
    expect((find('.tabs').getRootNode() as ShadowRoot).activeElement?.id).to.equal('tab-chat');
  });
});
