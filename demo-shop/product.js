import { formatMoney, priceIn, priceOf } from './catalogue.js';
import { make } from './elements.js';
import { followLive, liveWords } from './live-now.js';
import { shopCart } from './shop-cart.js';
import { explain, openDrawer } from './shop.js';
import { t } from './texts.js';

const { id, skus } = JSON.parse(document.querySelector('#product-data').textContent);
const form = document.querySelector('#product-form');
const stock = document.querySelector('#product-stock');
const add = document.querySelector('#add');
const choices = [...form.querySelectorAll('input[data-axis]')];

const chosen = () =>
  Object.fromEntries(choices.filter(({ checked }) => checked).map(({ dataset, value }) => [dataset.axis, value]));
const fits = (sku, options) => Object.entries(options).every(([axis, value]) => sku.options[axis] === value);

function showPrice(sku) {
  const before = priceIn(sku.compareAt);
  const line = [make('strong', { textContent: formatMoney(priceOf(sku)) })];
  if (before) {
    const words = make('span', { className: 'visually-hidden', textContent: `${t('before:')} ` });
    line.push(' ', make('s', {}, words, formatMoney(before)));
  }
  document.querySelector('#product-price').replaceChildren(...line);
}

/** Shows what the chosen variant costs, whether there is one, and which other choices lead nowhere. */
function show() {
  const options = chosen();
  const sku = skus.find((candidate) => fits(candidate, options));
  if (sku) showPrice(sku);
  const left = sku?.stock ?? 0;
  stock.textContent = !sku
    ? t('We do not make this combination.')
    : left === 0
      ? t('Sold out')
      : left < 10
        ? t('Only {count} left', { count: left })
        : t('In stock');
  stock.classList.toggle('gone', left === 0);
  stock.classList.toggle('few', left > 0 && left < 10);
  add.disabled = left === 0;
  add.textContent = left === 0 ? t('Sold out') : t('Add to cart');
  form.elements.quantity.max = String(Math.max(1, Math.min(99, left)));
  form.elements.quantity.disabled = left === 0;
  for (const choice of choices) {
    const possible = skus.some((other) => other.stock > 0 && fits(other, { ...options, [choice.dataset.axis]: choice.value }));
    choice.closest('label').classList.toggle('gone', !possible);
  }
  return sku;
}

form.addEventListener('change', show);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const sku = show();
  if (!sku) return;
  add.disabled = true;
  try {
    await shopCart.add(sku.id, form.elements.quantity.valueAsNumber || 1);
    openDrawer();
  } catch (error) {
    stock.textContent = explain(error);
  }
  add.disabled = sku.stock === 0;
});
show();

for (const thumb of document.querySelectorAll('.thumb')) {
  thumb.addEventListener('click', () => {
    document.querySelector('#product-image').src = thumb.dataset.image;
    for (const other of document.querySelectorAll('.thumb')) other.setAttribute('aria-pressed', String(other === thumb));
  });
}

const flag = document.querySelector('#live-flag');

if (flag) {
  followLive((live) => {
    const found = live.get(id);
    flag.hidden = !found;
    if (!found) return;
    flag.href = `/live/${found.live.id}?cart=shop`;
    flag.textContent = liveWords(found);
  });
}
