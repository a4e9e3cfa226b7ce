import { formatMoney } from './catalogue.js';
import { showLines } from './cart-lines.js';
import { make } from './elements.js';
import { shopCart } from './shop-cart.js';
import { explain, say } from './shop.js';
import { t } from './texts.js';

const page = document.querySelector('#cart');
const lines = document.querySelector('#cart-lines');

async function show() {
  try {
    const cart = await shopCart.get();
    const empty = cart.lines.length === 0;
    page.classList.toggle('is-empty', empty);
    showLines(lines, cart.lines, { fail: (error) => say(explain(error)) });
    if (empty) {
      const text = make('p', { className: 'lead', textContent: t('Your cart is empty.') });
      lines.append(text, make('a', { className: 'button', href: '/#goods', textContent: t('See the goods') }));
    }
    document.querySelector('#cart-total').textContent = formatMoney(cart.total);
  } catch (error) {
    lines.replaceChildren(make('p', { className: 'failure', textContent: explain(error) }));
  }
  page.removeAttribute('aria-busy');
}

shopCart.subscribe(show);
await show();
