import { call, goAndPay } from './api.js';
import { fetchProducts, formatMoney } from './catalogue.js';
import { showLines } from './cart-lines.js';
import { shopCart } from './shop-cart.js';
import { explain } from './shop.js';
import { t } from './texts.js';

const form = document.querySelector('#checkout');
const failure = document.querySelector('#checkout-failure');
const place = document.querySelector('#place');
/** The same order keeps its key through every try, so that a lost answer never orders twice. */
let attempt = { body: '', key: '' };
let placed = false;

async function show() {
  const cart = await shopCart.get();
  if (cart.lines.length === 0 && !placed) location.replace('/cart');
  showLines(document.querySelector('#checkout-lines'), cart.lines, { fixed: true });
  document.querySelector('#checkout-total').textContent = formatMoney(cart.total);
  document.querySelector('#checkout-summary').removeAttribute('aria-busy');
}

function orderOf({ lines, total }) {
  const address = Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value),
  );
  const { liveId, popupEventId } = lines.find((line) => line.liveId) ?? {};
  const items = lines.map(({ skuId, quantity }) => ({ skuId, quantity }));
  return { items, currency: total.currency, address, liveId, popupEventId };
}

function mark(field) {
  const valid = field.validity.valid && (!field.required || field.value.trim() !== '');
  field.setAttribute('aria-invalid', String(!valid));
  return valid;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const wrong = [...form.querySelectorAll('input, select')].filter((field) => !mark(field));
  if (wrong.length > 0) {
    failure.textContent = t('Please fill in what is marked.');
    wrong[0].focus();
    return;
  }
  failure.textContent = '';
  place.disabled = true;
  try {
    const body = orderOf(await shopCart.get());
    const text = JSON.stringify(body);
    if (attempt.body !== text) attempt = { body: text, key: crypto.randomUUID() };
    const order = await call('POST', '/orders', { body, headers: { 'Idempotency-Key': attempt.key } });
    placed = true;
    await shopCart.clear();
    // The order stands whatever becomes of the payment; its page offers to pay again.
    await goAndPay(order.id).catch(() => location.assign(`/orders/${order.id}`));
  } catch (error) {
    failure.textContent = explain(error);
    place.disabled = false;
    if (error.code === 'sold-out') await fetchProducts({ anew: true }).then(show);
  }
});
form.addEventListener('input', ({ target }) => target.getAttribute('aria-invalid') === 'true' && mark(target));

try {
  await show();
  place.disabled = false;
} catch (error) {
  failure.textContent = explain(error);
}
