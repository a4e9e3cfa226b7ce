import { expect, html } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { settle, show, textOf } from '../shared/testing.ts';
import './define.ts';

async function setUp(options: SimulatedRoomOptions = {}, productId = 'p-shirt') {
  const { room, stage } = createSimulatedRoom({ role: 'host', ...options });
  await room.products.fetchShelf();
  const dialog = await show<HTMLElementTagNameMap['live-studio-stock']>(
    html`<live-studio-stock .room=${room}></live-studio-stock>`,
  );
  dialog.show(room.products.product(productId)!);
  await settle();
  // Half faded in, everything is pale.
  await Promise.all(
    dialog
      .shadowRoot!.querySelector('dialog')!
      .getAnimations()
      .map(({ finished }) => finished),
  );
  const rows = () => [...dialog.shadowRoot!.querySelectorAll<HTMLElement>('.variant')];
  const field = (row: number) => rows()[row]!.querySelector<HTMLInputElement>('[name="stock"]')!;
  const toggle = (row: number) => rows()[row]!.querySelector<HTMLInputElement>('[role="switch"]')!;
  const save = async (row: number, stock: number) => {
    field(row).valueAsNumber = stock;
    rows()[row]!.querySelector<HTMLButtonElement>('button')!.click();
    await settle();
  };
  const edits = () => stage.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/stock'));
  const stockOf = (skuId: string) => room.products.product(productId)!.skus.find(({ id }) => id === skuId)!.stock;
  return { room, stage, dialog, rows, field, toggle, save, edits, stockOf };
}

describe('<live-studio-stock>', () => {
  it('shows how many there are of each variant', async () => {
    const { dialog, rows, field } = await setUp();
    expect(rows()).to.have.length(3);
    expect([0, 1, 2].map((row) => field(row).valueAsNumber)).to.deep.equal([8, 3, 0]);
    expect(textOf(dialog)).to.include('S · White');
    await expect(dialog).to.be.accessible();
  });

  it('adds to what is left, so that what is sold while the host types stays sold', async () => {
    const { stage, save, edits, stockOf } = await setUp();
    const typed = save(0, 28);
    expect(edits()[0]!.body).to.deep.equal({ stockDelta: 20 });
    await typed;
    expect(stockOf('s-shirt-s-white')).to.equal(28);
    stage.setStock('s-shirt-s-white', 26);
    await settle();
    await save(0, 30);
    expect(edits()[1]!.body).to.deep.equal({ stockDelta: 4 });
  });

  it('stops a sale without losing the number, and goes on with it', async () => {
    const { toggle, field, stockOf } = await setUp();
    toggle(0).click();
    await settle();
    expect(stockOf('s-shirt-s-white')).to.equal(0);
    expect([toggle(0).checked, field(0).valueAsNumber]).to.deep.equal([true, 8]);
    toggle(0).click();
    await settle();
    expect(stockOf('s-shirt-s-white')).to.equal(8);
  });

  it('shows what is, and why, where a change was refused', async () => {
    const { stage, dialog, toggle } = await setUp();
    stage.fail('PUT /products/*/stock', 'forbidden');
    toggle(0).click();
    await settle();
    expect(toggle(0).checked).to.equal(false);
    expect(dialog.shadowRoot!.querySelector('[role="alert"]')!.textContent).to.include('not allowed');
    await expect(dialog).to.be.accessible();
  });

  it('says that a number could not be read, and reads it again when asked to', async () => {
    const { stage, dialog, rows, field } = await setUp();
    const mend = stage.fail('GET /products/*/stock', 'unavailable');
    dialog.show({ id: 'p-shirt' });
    await settle();
    expect(field(0).disabled).to.equal(true);
    await expect(dialog).to.be.accessible();
    mend();
    rows()[0]!.querySelector<HTMLButtonElement>('.again')!.click();
    await settle();
    expect(field(0).valueAsNumber).to.equal(8);
    expect(dialog.shadowRoot!.querySelector('.again')).to.equal(null);
  });

  it('asks for a page of variants at a time', async () => {
    const [mug] = sampleProducts;
    const skus = Array.from({ length: 25 }, (_, i) => ({ ...mug!.skus[0]!, id: `s${i}`, options: { Size: `${i}` } }));
    const { stage, dialog, rows } = await setUp({ products: [{ ...mug!, skus }] }, 'p-mug');
    const asked = () => stage.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/stock')).length;
    expect([rows().length, asked()]).to.deep.equal([10, 10]);
    dialog.shadowRoot!.querySelector<HTMLButtonElement>('.more')!.click();
    await settle();
    expect([rows().length, asked()]).to.deep.equal([20, 20]);
  });

  it('says how many wait', async () => {
    const { room, stage, dialog } = await setUp();
    await room.products.joinWaitlist('p-scarf', 's-scarf');
    dialog.show(room.products.product('p-scarf')!);
    await settle();
    expect(textOf(dialog)).to.include('Waiting: 1');
    stage.setStock('s-scarf', 2);
    await settle();
    expect(dialog.shadowRoot!.querySelector<HTMLInputElement>('[name="stock"]')!.valueAsNumber).to.equal(2);
  });
});
