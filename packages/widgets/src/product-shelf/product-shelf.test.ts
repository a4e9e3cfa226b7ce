import { expect, html } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { eventOf, part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { ProductShelf } from './product-shelf.ts';

async function setUp(options: Parameters<typeof createSimulatedRoom>[0] = {}) {
  const { room, stage } = createSimulatedRoom(options);
  const element = await show<ProductShelf>(html`<product-shelf .room=${room}></product-shelf>`);
  return { room, stage, element };
}
const products = (element: ProductShelf) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part="product"]')];
const titles = (element: ProductShelf) => products(element).map((row) => row.querySelector('h3')!.textContent!.trim());
const addButton = (row: HTMLElement) => row.querySelector<HTMLButtonElement>('[part="add"]')!;

describe('<product-shelf>', () => {
  it('lists the room’s products, what is sold out last', async () => {
    const { element } = await setUp();
    expect(titles(element)).to.have.length(5);
    expect(titles(element).at(-1)).to.equal('Lambswool scarf');
    await expect(element).to.be.accessible();
  });

  it('puts what is explained now first', async () => {
    const { stage, element } = await setUp();
    stage.popUp('p-lamp');
    await settle();
    expect(titles(element)[0]).to.equal('Paper lamp');
    expect(textOf(element)).to.include('Explaining now');
  });

  it('holds its place while loading, and says when that fails', async () => {
    const { room, stage } = createSimulatedRoom();
    const go = stage.hold('GET /lives/*/shelf');
    const element = await show<ProductShelf>(html`<product-shelf .room=${room}></product-shelf>`);
    expect(element.shadowRoot!.querySelectorAll('.skeleton')).not.to.have.length(0);
    await expect(element).to.be.accessible();
    stage.fail('GET /lives/*/shelf', 'forbidden', 1);
    go();
    await settle();
    expect(textOf(element)).to.include('could not be loaded');
    await expect(element).to.be.accessible();

    element.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(titles(element)).to.have.length(5);
  });

  it('says so where there is nothing', async () => {
    const { element } = await setUp({ products: [] });
    expect(textOf(element)).to.include('will be here');
    await expect(element).to.be.accessible();
  });

  it('puts a product into the cart', async () => {
    const { room, element } = await setUp();
    const { addition } = await eventOf(element, 'live-added-to-cart', () => addButton(products(element)[0]!).click());
    expect(addition.productId).to.equal('p-mug');
    expect(room.cart.count).to.equal(1);
  });

  it('lets the visitor choose a variant first', async () => {
    const { room, element } = await setUp();
    const shirt = products(element)[1]!;
    addButton(shirt).click();
    await settle();
    expect(room.cart.count).to.equal(0);
    await expect(element).to.be.accessible();
    shirt.querySelector<HTMLButtonElement>('.choice button')!.click();
    await settle();
    expect(room.cart.cart!.lines[0]!.skuId).to.equal('s-shirt-s-white');
  });

  it('names at the product why it could not be added', async () => {
    const { stage, element } = await setUp();
    stage.fail('POST /cart/lines', 'sold-out');
    addButton(products(element)[0]!).click();
    await settle();
    expect(products(element)[0]!.textContent).to.include('Sold out');
  });

  it('follows the stock', async () => {
    const { stage, element } = await setUp();
    stage.setStock('s-mug', 1);
    await settle();
    expect(products(element)[0]!.textContent).to.include('The last one');
  });

  it('shows titles as text and binds no link that is not http', async () => {
    const { sampleProducts } = await import('@vitrine/core/providers/simulated/sample-shop.ts');
    const { room } = createSimulatedRoom();
    const element = await show<ProductShelf>(html`<product-shelf></product-shelf>`);
    const [mug] = sampleProducts;
    const hostile = { ...mug!, title: '<b>bold</b>', url: 'javascript:alert(1)', images: ['javascript:alert(2)'] };
    element.room = { ...room, products: { shelf: [hostile] } } as unknown as typeof room;
    await settle();
    expect(titles(element)).to.deep.equal(['<b>bold</b>']);
    expect(element.shadowRoot!.querySelectorAll('a, img')).to.have.length(0);
    expect(part(element, 'image')).not.to.equal(null);
  });
});
