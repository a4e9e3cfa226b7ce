import { expect, html, oneEvent } from '@open-wc/testing';
import type { Sku } from '@vitrine/core/schemas/product.ts';
import { show } from '../shared/testing.ts';
import './define.ts';
import type { VariantPicker } from './variant-picker.ts';

const sku = (options: Record<string, string>, stock = 1): Sku => ({
  id: Object.values(options).join('-'),
  options,
  prices: [{ amount: 1, currency: 'USD' }],
  compareAt: [],
  stock,
});
const skus = [
  sku({ Size: 'S', Colour: 'Red', Cut: 'Slim' }),
  sku({ Size: 'M', Colour: 'Blue', Cut: 'Wide' }),
  sku({ Size: 'M', Colour: 'Red', Cut: 'Slim' }),
  sku({ Size: 'L', Colour: 'Blue', Cut: 'Wide' }, 0),
];

const setUp = () => show<VariantPicker>(html`<variant-picker .skus=${skus} .skuId=${'S-Red-Slim'}></variant-picker>`);
const value = (picker: VariantPicker, text: string) =>
  [...picker.shadowRoot!.querySelectorAll('label')].find((label) => label.textContent!.includes(text))!;

describe('<variant-picker>', () => {
  it('shows every axis', async () => {
    const picker = await setUp();
    expect([...picker.shadowRoot!.querySelectorAll('legend')].map((legend) => legend.textContent)).to.deep.equal([
      'Size',
      'Colour',
      'Cut',
    ]);
    await expect(picker).to.be.accessible();
  });

  it('keeps as much of the choice as exists', async () => {
    const picker = await setUp();
    setTimeout(() => value(picker, 'M').click());
    await oneEvent(picker, 'change');
    expect(picker.skuId).to.equal('M-Red-Slim');
    value(picker, 'Blue').click();
    expect(picker.skuId).to.equal('M-Blue-Wide');
  });

  it('marks what cannot be had with the rest of the choice', async () => {
    const picker = await setUp();
    expect(value(picker, 'L').className).to.equal('gone');
    expect(value(picker, 'L').textContent).to.include('sold out');
    expect(value(picker, 'M').className).to.equal('');
  });
});
