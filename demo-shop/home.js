import './account.js';
import { addressOf, fetchProducts, priceOf, stockOf } from './catalogue.js';

const list = document.querySelector('#products');
const state = document.querySelector('#products-state');

function card(product) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = addressOf(product);
  const image = Object.assign(new Image(400, 400), { src: product.images[0] ?? '', alt: '', loading: 'lazy' });
  const title = Object.assign(document.createElement('h3'), { textContent: product.title });
  const price = Object.assign(document.createElement('p'), { className: 'price' });
  price.append(priceOf(product));
  link.append(image, title, price);
  if (stockOf(product) === 0)
    link.append(Object.assign(document.createElement('p'), { className: 'note', textContent: 'Sold out' }));
  item.append(link);
  return item;
}

async function showProducts() {
  state.textContent = '';
  try {
    const products = await fetchProducts();
    list.replaceChildren(...products.map(card));
    if (products.length === 0) state.textContent = 'The shelves are being filled. Look in again on Friday.';
  } catch {
    const retry = Object.assign(document.createElement('button'), {
      className: 'quiet',
      type: 'button',
      textContent: 'Try again',
    });
    retry.addEventListener('click', showProducts, { once: true });
    state.replaceChildren('The shop cannot be reached. ', retry);
  }
  list.removeAttribute('aria-busy');
}

async function showShow() {
  const answer = await fetch(`${window.shop.server}/api/lives/friday`).catch(() => undefined);
  if (!answer?.ok) return;
  const { status } = await answer.json();
  const line = document.querySelector('#show-state');
  line.textContent = { live: 'Live now', ended: 'Thank you for being there', scheduled: 'This Friday, live' }[status];
  line.classList.toggle('on-air', status === 'live');
}

// Grey cards of the right size, so that nothing jumps when the goods arrive.
list.replaceChildren(...Array.from({ length: 6 }, () => Object.assign(document.createElement('li'), { className: 'waiting' })));
await Promise.all([showProducts(), showShow()]);
