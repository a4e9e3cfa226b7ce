import { call } from './api.js';
import { formatMoney, named } from './catalogue.js';
import { make } from './elements.js';
import { orderTexts } from './order-texts.js';
import { explain } from './shop.js';
import { t } from './texts.js';

const list = document.querySelector('#orders');
const state = document.querySelector('#orders-state');

function row({ id, number, status, total, items, createdAt }) {
  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium' }).format(createdAt);
  const pictures = items.slice(0, 3).map(({ imageUrl }) => make('img', { src: imageUrl ?? '', alt: '', width: 64, height: 64 }));
  const names = items.map(({ title }) => title).join(', ');
  const text = make(
    'span',
    { className: 'order-text' },
    make('strong', { textContent: t('Order {number}', { number }) }),
    make('span', { className: 'note', textContent: names }),
    make('span', { className: 'note', textContent: `${date} · ${orderTexts(status)[0]}` }),
  );
  const price = make('strong', { className: 'line-price', textContent: formatMoney(total) });
  return make('li', {}, make('a', { href: `/orders/${id}` }, make('span', { className: 'pictures' }, ...pictures), text, price));
}

try {
  const { items: orders } = await call('GET', '/orders');
  const rows = await Promise.all(orders.map(async (order) => row({ ...order, items: await named(order.items) })));
  list.replaceChildren(...rows);
  if (rows.length === 0)
    state.replaceChildren(
      make('p', { className: 'lead', textContent: t('No orders yet.') }),
      make('a', { className: 'button', href: '/#goods', textContent: t('See the goods') }),
    );
} catch (error) {
  state.textContent = explain(error);
}
list.removeAttribute('aria-busy');
