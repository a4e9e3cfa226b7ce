import { expect, waitUntil } from '@open-wc/testing';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { VersionedProduct } from '@vitrine/core/schemas/product-edit.ts';
import { HOSTILE_URLS } from '@vitrine/core/testing/hostile-urls.ts';
import { expectInert, expectVerbatim, setTrap, texts } from '../../shared/hostile-testing.ts';
import { deep } from '../../shared/story.ts';
import { asked, button, find, press, rows, said, setUp, type } from '../console-testing.ts';

describe('products in the console', () => {
  it('saves texts and prices by version, and stock by how much it moved', async () => {
    const scene = await setUp('products', 'product=p-mug');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Big mug');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '24.50');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '45');
    scene.stage.setStock('s-mug', 38);
    await press(element, 'Save');
    const [patch] = asked(scene, 'PATCH', /^\/products\/p-mug$/);
    const { version, title, skus } = patch!.body as { version: number; title: string; skus: { prices: unknown }[] };
    expect({ version, title }).to.deep.equal({ version: 1, title: 'Big mug' });
    expect(skus[0]?.prices).to.deep.include({ amount: 2450, currency: 'USD' });
    // Two were sold while the form was open: they stay sold.
    expect(asked(scene, 'PUT', /stock$/)[0]?.body).to.deep.equal({ stockDelta: 5 });
    await waitUntil(() => rows(element).some((row) => row.includes('Big mug')));
  });

  it('shows who was faster, and lets the editor look or save over it', async () => {
    const { element, room } = await setUp('products', 'product=p-mug');
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Mine');
    await room.request(VersionedProduct, 'PATCH', '/products/p-mug', {
      body: { title: 'Theirs', version: 1 },
    });
    await press(element, 'Save');
    expect((await find(element, '[role="alert"]')).textContent).to.include('Somebody changed this product');
    expect((await find<HTMLInputElement>(element, '[name="title"]')).value).to.equal('Mine');
    await press(element, 'Save mine over it');
    await waitUntil(() => rows(element).some((row) => row.includes('Mine')));
  });

  it('adds a product with options and two currencies', async () => {
    const scene = await setUp('products', 'product=new');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), 'Teapot');
    type(await find<HTMLInputElement>(element, '[name="axis"]'), 'Size');
    await press(element, 'Add the option');
    type(await find<HTMLInputElement>(element, '[name="currency"]'), 'jpy');
    await press(element, 'Add the currency');
    type(await find<HTMLInputElement>(element, '[name="sku-0-option-Size"]'), 'M');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '30');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-JPY"]'), '4500');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '3');
    await press(element, 'Save');
    const { skus } = asked(scene, 'POST', /^\/products$/)[0]!.body as { skus: unknown[] };
    expect(skus).to.deep.equal([
      {
        options: { Size: 'M' },
        prices: [
          { amount: 3000, currency: 'USD' },
          { amount: 4500, currency: 'JPY' },
        ],
        compareAt: [],
        stock: 3,
      },
    ]);
  });

  it('names every field that cannot be used, and sends nothing', async () => {
    const scene = await setUp('products', 'product=p-mug');
    const { element } = scene;
    type(await find<HTMLInputElement>(element, '[name="title"]'), ' ');
    type(await find<HTMLInputElement>(element, '[name="sku-0-price-USD"]'), '1.234');
    type(await find<HTMLInputElement>(element, '[name="sku-0-stock"]'), '1.5');
    await press(element, 'Save');
    const bad = deep(element.shadowRoot!, '[aria-invalid="true"]').map((field) => field.getAttribute('name'));
    expect(bad).to.deep.equal(['title', 'sku-0-price-USD', 'sku-0-stock']);
    for (const url of HOSTILE_URLS) {
      type(await find<HTMLInputElement>(element, '[name="url"]'), url);
      (await button(element, 'Save')).click();
    }
    expect(asked(scene, 'PATCH', /./)).to.deep.equal([]);
  });

  it('deletes only after a question, takes it back, and puts back what was deleted long ago', async () => {
    const { element } = await setUp('products');
    const lists = (title: string) => rows(element).some((row) => row.includes(title));
    await press(element, 'Delete Stoneware mug', 'Cancel');
    expect(lists('Stoneware mug')).to.equal(true);
    await press(element, 'Delete Stoneware mug', 'Delete');
    await waitUntil(() => !lists('Stoneware mug'));
    await press(element, 'Undo');
    await waitUntil(() => lists('Stoneware mug'));
    await press(element, 'Delete Stoneware mug', 'Delete', 'Deleted');
    await waitUntil(() => rows(element).length === 1 && lists('Stoneware mug'));
    await expect(element).to.be.accessible();
    await press(element, 'Put back: Stoneware mug');
    await waitUntil(() => said(element).includes('is back as it was'));
    await press(element, 'On sale');
    await waitUntil(() => lists('Stoneware mug'));
  });

  it('says why a product cannot come back', async () => {
    const { element, stage } = await setUp('products');
    await press(element, 'Delete Stoneware mug', 'Delete', 'Deleted');
    stage.fail('POST /products/*/restore', 'conflict');
    await press(element, 'Put back: Stoneware mug');
    await waitUntil(() => said(element).includes('Another product has its id of your shop now'));
  });

  it('shows how the stock of each variant came to be, a page at a time', async () => {
    const scene = await setUp('products', '', { role: 'admin' }, ({ stage }) => {
      const movement = { skuId: 's-shirt-m-white', delta: -1, reason: 'reserve', orderId: 'o-1', at: 1 } as const;
      stage.desk.movements = Array.from({ length: 60 }, (_, i) => ({ ...movement, id: 60 - i, balance: 100 + i }));
      stage.desk.movements.unshift({
        id: 99,
        skuId: 's-shirt-s-white',
        delta: 8,
        reason: 'edit',
        userId: 'u-me',
        balance: 8,
        at: 1,
      });
    });
    const { element } = scene;
    await press(element, 'Stock of Linen shirt: 11');
    await waitUntil(() => rows(element).length === 1);
    expect(rows(element)[0]).to.match(/Changed by hand.*u-me\+88$/);
    await press(element, 'M · White');
    await waitUntil(() => rows(element).length === 50);
    await press(element, 'More');
    await waitUntil(() => rows(element).length === 60);
    expect(rows(element)[0]).to.match(/Ordered.*o-1-1100$/);
    await expect(element).to.be.accessible();
    expect(element.filters).to.equal('stock=p-shirt&sku=s-shirt-m-white');
    await press(element, 'All products');
    await find(element, '.chips');
    expect(element.filters).to.equal('');
  });

  it('searches, and keeps the word in the filters', async () => {
    const { element } = await setUp('products');
    type(await find<HTMLInputElement>(element, 'input[type="search"]'), 'lamp');
    await waitUntil(() => element.filters === 'q=lamp');
    await waitUntil(() => rows(element).length === 1);
  });
});

describe('hostile texts in the products of the console', () => {
  setTrap();

  it('stand in the table of products as they went in', async () => {
    const titles = texts(200).slice(0, 50);
    const products = titles.map((title, i) => ({ ...sampleProducts[0]!, id: `n${i}`, title, titleZh: title, category: title }));
    const { element } = await setUp('products', '', { role: 'admin', products });
    await waitUntil(() => rows(element).length === titles.length);
    const list = await find(element, 'live-console-products');
    expectVerbatim(
      deep(list.shadowRoot!, 'td.main .link').map(({ textContent }) => textContent),
      titles,
    );
    await expectInert(list);
  });
});
