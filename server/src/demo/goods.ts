import type { Money } from '@vitrine/core/schemas/money.ts';
import type { Product, Sku } from '@vitrine/core/schemas/product.ts';
import { dataBlock, markup, type Markup, type Texts } from './markup.ts';
import type { Visitor } from './visitor.ts';

/** What is needed to show goods to a visitor. */
export interface Goods {
  visitor: Pick<Visitor, 'lang' | 'currency'>;
  texts: Texts;
}

/** The shop's address of a product's page. */
export const pathOf = ({ id, externalId }: Product): string => `/products/${externalId ?? id}`;

/** The address of a category's page, made of its name. */
export const slugOf = (category: string): string => category.toLowerCase().replaceAll(' ', '-');

export const titleOf = ({ title, titleZh }: Product, { visitor }: Goods): string => (visitor.lang === 'zh' && titleZh) || title;

const inCurrency = (prices: readonly Money[], currency: string): Money | undefined =>
  prices.find((price) => price.currency === currency);

export function formatMoney({ amount, currency }: Money, { visitor }: Goods): string {
  const format = new Intl.NumberFormat(visitor.lang === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const priceOf = (sku: Sku, { visitor }: Goods): Money =>
  inCurrency(sku.prices, visitor.currency) ?? sku.prices[0] ?? { amount: 0, currency: visitor.currency };

const cheapest = (product: Product, goods: Goods): Sku =>
  product.skus.reduce((best, sku) => (priceOf(sku, goods).amount < priceOf(best, goods).amount ? sku : best));

/** The lowest price, with the former one struck out. */
export function priceLine(product: Product, goods: Goods): Markup {
  const sku = cheapest(product, goods);
  const varies = product.skus.some((other) => priceOf(other, goods).amount !== priceOf(sku, goods).amount);
  const before = inCurrency(sku.compareAt, goods.visitor.currency);
  return markup`${varies && markup`<span class="from">${goods.texts('from')}</span> `}<strong>${formatMoney(priceOf(sku, goods), goods)}</strong>${
    before && markup` <s><span class="visually-hidden">${goods.texts('before:')} </span>${formatMoney(before, goods)}</s>`
  }`;
}

const isSoldOut = ({ skus }: Product): boolean => skus.every(({ stock }) => stock === 0);

/** A product in a list; `index` says how far down, as the first ones should not wait to be scrolled to. */
export function productCard(product: Product, goods: Goods, index = 9): Markup {
  const reduced = !isSoldOut(product) && cheapest(product, goods).compareAt.length > 0;
  const flag = isSoldOut(product) ? 'Sold out' : reduced ? 'Sale' : undefined;
  return markup`<li class="card" data-product="${product.id}"><a href="${pathOf(product)}">
    <span class="card-picture"><img src="${product.images[0]}" alt="" width="800" height="800" loading="${index < 4 ? 'eager' : 'lazy'}" />${
      flag && markup`<span class="flag ${flag === 'Sale' && 'sale'}">${goods.texts(flag)}</span>`
    }</span>
    <h3>${titleOf(product, goods)}</h3>
    <p class="price">${priceLine(product, goods)}</p>
  </a></li>`;
}

/** The big picture of a product, and buttons for the closer looks. */
export function gallery(product: Product, goods: Goods): Markup {
  const title = titleOf(product, goods);
  const thumb = (image: string, n: number): Markup =>
    markup`<li><button type="button" class="thumb" data-image="${image}" aria-pressed="${n === 0 ? 'true' : 'false'}" aria-label="${goods.texts('Picture')} ${n + 1}"><img src="${image}" alt="" width="96" height="96" /></button></li>`;
  return markup`<img id="product-image" src="${product.images[0]}" alt="${title}" width="800" height="800" fetchpriority="high" />
    ${product.images.length > 1 && markup`<ul class="thumbs">${product.images.map(thumb)}</ul>`}`;
}

/** One choice for every axis on which the variants differ. */
export function optionFields(product: Product, { texts }: Goods): Markup {
  const first = product.skus.find(({ stock }) => stock > 0) ?? product.skus[0];
  const axes = [...new Set(product.skus.flatMap(({ options }) => Object.keys(options)))];
  const choice =
    (axis: string, n: number) =>
    (value: string): Markup =>
      markup`<label class="choice"><input type="radio" name="option-${n}" data-axis="${axis}" value="${value}"${
        first?.options[axis] === value && markup` checked`
      } /><span><bdi>${texts(value)}</bdi></span></label>`;
  const field = (axis: string, n: number): Markup => {
    const values = [...new Set(product.skus.map(({ options }) => options[axis]).filter((value) => value !== undefined))];
    return markup`<fieldset class="axis"><legend>${texts(axis)}</legend><div class="choices">${values.map(choice(axis, n))}</div></fieldset>`;
  };
  return markup`${axes.map(field)}`;
}

/** What search engines read of a product. */
export function productJsonLd(product: Product, origin: string, goods: Goods): Markup {
  const offers = product.skus.map((sku) => {
    const { amount, currency } = priceOf(sku, goods);
    return {
      '@type': 'Offer',
      sku: sku.id,
      price: (amount / 100).toFixed(2),
      priceCurrency: currency,
      availability: `https://schema.org/${sku.stock > 0 ? 'InStock' : 'OutOfStock'}`,
      url: origin + pathOf(product),
    };
  });
  return dataBlock('application/ld+json', 'json-ld', {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: titleOf(product, goods),
    description: product.description,
    image: product.images[0],
    category: product.category,
    brand: { '@type': 'Brand', name: 'Alder & Oat' },
    offers,
  });
}
