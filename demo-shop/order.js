import { call, goAndPay } from './api.js';
import { formatMoney, named } from './catalogue.js';
import { showLines } from './cart-lines.js';
import { orderTexts } from './order-texts.js';
import { explain, say } from './shop.js';
import { t } from './texts.js';

const page = document.querySelector('#order');
const path = `/orders/${encodeURIComponent(page.dataset.order)}`;
const fill = (name, text) => (document.querySelector(`#order-${name}`).textContent = text);
const actions = document.querySelector('#order-actions');
/** The bank's word may come a moment after the customer, so the page looks again; milliseconds. */
const LOOK_AGAIN = [700, 1000, 2000, 3000, 5000];

async function show(order) {
  const items = await named(order.items);
  const [title, text] = orderTexts(order.status);
  fill('number', t('Order {number}', { number: order.number }));
  fill('title', title);
  fill('text', text);
  fill('total', formatMoney(order.total));
  showLines(document.querySelector('#order-lines'), items, { fixed: true });
  actions.hidden = order.status !== 'reserved';
  page.dataset.status = order.status;
  page.removeAttribute('aria-busy');
}

async function look() {
  const order = await call('GET', path);
  await show(order);
  return order.status;
}

const act = (id, work) =>
  document.querySelector(`#${id}`).addEventListener('click', async ({ currentTarget }) => {
    currentTarget.disabled = true;
    await work().catch((error) => say(explain(error)));
    currentTarget.disabled = false;
  });
act('pay', () => goAndPay(page.dataset.order));
act('cancel', async () => show(await call('POST', `${path}/cancel`)));

try {
  let status = await look();
  for (const delay of LOOK_AGAIN) {
    if (status !== 'reserved') break;
    await new Promise((resolve) => setTimeout(resolve, delay));
    status = await look();
  }
} catch (error) {
  page.removeAttribute('aria-busy');
  // What was shown before stays; with nothing shown there is nothing to sum up.
  if (!page.dataset.status) page.classList.add('is-empty');
  fill('title', error.code === 'not-found' ? t('We do not know this order') : t('That did not work. Please try again.'));
}
