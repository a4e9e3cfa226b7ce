// What every page of the shop has: the sign-in, the cart's badge and its drawer.
import { formatMoney } from './catalogue.js';
import { showLines } from './cart-lines.js';
import { make } from './elements.js';
import { shopCart } from './shop-cart.js';
import { t } from './texts.js';
import './widgets-cart.js';

const find = (id) => document.querySelector(`#${id}`);
const drawer = find('drawer');
const toast = find('toast');
let hideToast;

export function say(text) {
  clearTimeout(hideToast);
  toast.textContent = text;
  toast.classList.add('shown');
  hideToast = setTimeout(() => toast.classList.remove('shown'), 4000);
}

/** What a refusal means for a customer. */
export function explain({ code, available } = {}) {
  if (code === 'sold-out' && available > 0) return t('Only {count} left', { count: available });
  if (code === 'sold-out') return t('This has just been sold out.');
  if (code === 'rate-limited') return t('One moment, please. Then try again.');
  return t('That did not work. Please try again.');
}

const account = find('account');
const { user } = window.shop;
account.textContent = user ? t('Sign out {name}', { name: user.name }) : t('Sign in');
account.addEventListener('click', async () => {
  account.disabled = true;
  try {
    await (user ? window.shop.signOut() : window.shop.signIn());
    location.reload();
  } catch (error) {
    account.disabled = false;
    say(explain(error));
  }
});

function showCount() {
  const count = shopCart.count();
  const badge = find('cart-count');
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? '99+' : String(count);
}

async function showDrawer() {
  if (!drawer.open) return;
  const lines = find('drawer-lines');
  try {
    const cart = await shopCart.get();
    showLines(lines, cart.lines, { fail: (error) => say(explain(error)) });
    if (cart.lines.length === 0) lines.append(make('p', { className: 'lead', textContent: t('Your cart is empty.') }));
    find('drawer-total').textContent = formatMoney(cart.total);
    find('drawer-foot').hidden = cart.lines.length === 0;
  } catch (error) {
    lines.replaceChildren(make('p', { className: 'failure', textContent: explain(error) }));
  }
}

export function openDrawer() {
  if (!drawer.open) drawer.showModal();
  showDrawer();
}

find('to-cart').addEventListener('click', (event) => {
  // With a modifier it is a link like any other.
  if (event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === '/cart') return;
  event.preventDefault();
  openDrawer();
});
find('drawer-close').addEventListener('click', () => drawer.close());
drawer.addEventListener('click', ({ target }) => {
  if (target === drawer) drawer.close();
});

shopCart.subscribe(() => {
  showCount();
  showDrawer();
});
showCount();

const show = find('show-state');
if (show) {
  const answer = await fetch(`${window.shop.server}/api/lives/friday`).catch(() => undefined);
  const { status } = answer?.ok ? await answer.json() : {};
  const words = { live: t('Live now'), ended: t('Thank you for being there'), scheduled: t('This Friday, live') };
  show.textContent = words[status] ?? show.textContent;
  show.classList.toggle('on-air', status === 'live');
  if (status === 'ended') Object.assign(find('join'), { href: '/live', textContent: t('See the shows') });
}
