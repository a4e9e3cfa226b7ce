import { expect, waitUntil } from '@open-wc/testing';
import { onAir, open } from './studio-testing.ts';

describe('the run of show', () => {
  it('pops up a product with one tap and takes it down with another', async () => {
    const { press, button, says, asked, find } = await onAir();

    await press('Pop up Paper lamp');
    await says('Explaining now');
    expect(asked('POST', '/popup').map(({ body }) => body)).to.deep.equal([{ productId: 'p-lamp' }]);

    await press('Take down Paper lamp');
    await button('Pop up Paper lamp');
    expect(find('Take down Paper lamp')).to.equal(undefined);
  });

  it('says why a product was not popped up', async () => {
    const { stage, press, says, text } = await onAir();
    stage.fail('POST /lives/*/popup', 'offline');

    await press('Pop up Paper lamp');

    await says('No connection.');
    expect(text()).not.to.include('Explaining now');
  });

  it('follows the stock while it sells', async () => {
    const { stage, says } = await open();
    await says('40 in stock');

    stage.setStock('s-mug', 7);

    await says('7 in stock');
  });

  it('adds a product from the shop to the show', async () => {
    const { press, room, asked, button } = await open();
    await button('Edit');
    await room.products.setShelf(['p-mug']);

    await press('Add');
    await press('Add Paper lamp');

    await button('Pop up Paper lamp');
    expect(asked('PUT', '/shelf').at(-1)?.body).to.deep.equal({ productIds: ['p-mug', 'p-lamp'] });
  });

  it('changes the order of the show', async () => {
    const { press, asked } = await open();
    await press('Edit');

    await press('Move Stoneware mug down');

    await waitUntil(() => asked('PUT', '/shelf').length === 1);
    expect(asked('PUT', '/shelf')[0]?.body).to.deep.include({ productIds: ['p-shirt', 'p-mug', 'p-lamp', 'p-scarf', 'p-board'] });
  });

  it('opens the stock of a product from the run of show, without a key of it reaching the show', async () => {
    const { room, inside, studio } = await onAir();
    await waitUntil(() => inside('.stock.change').length === 5);
    inside('.stock.change')[0]!.click();
    await waitUntil(() => inside('.variant [name="stock"]:enabled').length === 1);
    const [field] = inside('.variant [name="stock"]');
    field!.focus();
    field!.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true, composed: true }));
    await studio.updateComplete;
    expect(room.popup.listing).to.equal(undefined);
  });
});
