import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
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

  describe('with many products', () => {
    const many = Array.from({ length: 70 }, (_, i) => ({
      ...sampleProducts[i % sampleProducts.length]!,
      id: `p${i}`,
      title: i === 42 ? 'Café chair' : `Thing ${i}`,
      titleZh: i === 42 ? '咖啡椅' : undefined,
      skus: [{ ...sampleProducts[0]!.skus[0]!, id: `s${i}`, stock: i === 0 ? 0 : 9 }],
    }));
    const search = (element: ProductShelf, words: string) => {
      const field = part<HTMLInputElement>(element, 'search')!;
      field.value = words;
      field.dispatchEvent(new InputEvent('input'));
      return settle();
    };

    it('finds products by the beginning or any part of their names, in both languages', async () => {
      const { element } = await setUp({ products: many });
      await search(element, 'cafe ');
      expect(titles(element)).to.deep.equal(['Café chair']);
      await search(element, '啡椅');
      expect(titles(element)).to.deep.equal(['Café chair']);
      await search(element, 'no such thing');
      expect(textOf(element)).to.include('Nothing found');
      await expect(element).to.be.accessible();
    });

    it('shows one category, and all again', async () => {
      const { element } = await setUp({ products: many });
      const [chip] = element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part="category"]');
      expect(chip!.textContent!.trim()).to.equal('Kitchen');
      const before = products(element).length;
      chip!.click();
      await settle();
      expect(chip!.ariaPressed).to.equal('true');
      expect(products(element)).to.have.length(28);
      await expect(element).to.be.accessible();
      chip!.click();
      await settle();
      expect(products(element)).to.have.length(before);
    });

    it('shows more as one gets to the end, what is sold out at the very end', async () => {
      const { element } = await setUp({ products: many });
      element.style.cssText = 'display:block';
      expect(products(element).length).to.be.lessThan(70);
      while (part(element, 'more')) {
        part(element, 'more')!.scrollIntoView();
        await aTimeout(60);
      }
      expect(products(element)).to.have.length(70);
      expect(titles(element).at(-1)).to.equal('Thing 0');
    });

    it('shows the whole shop a page at a time, searched by the server', async () => {
      const { room, stage } = createSimulatedRoom({ products: many });
      await room.products.setShelf(['p1']).catch(() => {});
      const element = await show<ProductShelf>(html`<product-shelf whole-shop .room=${room}></product-shelf>`);
      expect(titles(element).length).to.be.greaterThan(1);
      await expect(element).to.be.accessible();
      await search(element, 'café');
      await waitUntil(() => titles(element).length === 1);
      expect(stage.requests.some(({ path, query }) => path === '/products' && query?.['q'] === 'café')).to.equal(true);
    });

    it('says when the shop cannot be searched', async () => {
      const { room, stage } = createSimulatedRoom({ products: many });
      const heal = stage.fail('GET /products', 'unavailable');
      const element = await show<ProductShelf>(html`<product-shelf whole-shop .room=${room}></product-shelf>`);
      expect(textOf(element)).to.include('could not be loaded');
      heal();
      element.shadowRoot!.querySelector<HTMLButtonElement>('.notice button')!.click();
      await settle();
      expect(products(element).length).to.be.greaterThan(0);
    });
  });

  it('lets the visitor wait for what is sold out, unless the shop says no', async () => {
    const { room, element } = await setUp();
    const wait = () => part(element, 'wait')!;
    element.addEventListener('live-before-waitlist', (event) => event.preventDefault(), { once: true });
    wait().click();
    await settle();
    expect(room.products.waitlist!.size).to.equal(0);
    await eventOf(element, 'live-waitlist-joined', () => wait().click());
    await settle();
    expect(wait().textContent).to.include('We will tell you');
    await expect(element).to.be.accessible();
    await eventOf(element, 'live-waitlist-left', () => wait().click());
    expect(room.products.waitlist!.size).to.equal(0);
  });

  it('names at the product why one cannot wait for it', async () => {
    const { stage, element } = await setUp();
    stage.fail('POST /products/*/waitlist', 'rate-limited');
    part(element, 'wait')!.click();
    await settle();
    expect(products(element).at(-1)!.textContent).to.include('too fast');
  });

  it('shows titles as text and binds no link that is not http', async () => {
    const { room } = createSimulatedRoom();
    const element = await show<ProductShelf>(html`<product-shelf></product-shelf>`);
    const [mug] = sampleProducts;
    const hostile = { ...mug!, title: '<b>bold</b>', url: 'javascript:alert(1)', images: ['javascript:alert(2)'] };
    Object.defineProperty(room.products, 'shelf', { get: () => [hostile] });
    element.room = room;
    await settle();
    expect(titles(element)).to.deep.equal(['<b>bold</b>']);
    expect(element.shadowRoot!.querySelectorAll('a, img')).to.have.length(0);
    expect(part(element, 'image')).not.to.equal(null);
  });
});
