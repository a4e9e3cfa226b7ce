import './account.js';
import { fetchProducts, formatMoney, priceOf } from './catalogue.js';

const id = new URLSearchParams(location.search).get('id');
const state = document.querySelector('#product-state');
const fill = (name, content) => document.querySelector(`#product-${name}`).replaceChildren(content);

function variant({ options, prices, stock }) {
  const item = document.createElement('li');
  const name = Object.values(options).join(' · ');
  const price = prices.find(({ currency }) => currency === 'USD') ?? prices[0];
  const left = stock === 0 ? 'sold out' : stock < 10 ? `only ${stock} left` : 'in stock';
  item.textContent = [name, formatMoney(price), left].filter(Boolean).join(', ');
  item.classList.toggle('gone', stock === 0);
  return item;
}

function show(product) {
  document.title = `${product.title} · Alder & Oat`;
  document.querySelector('#product-image').src = product.images[0] ?? '';
  fill('category', product.category);
  fill('title', product.title);
  fill('price', priceOf(product));
  fill('description', product.description);
  document.querySelector('#product-options').replaceChildren(...product.skus.map(variant));
  const article = document.querySelector('#product');
  article.hidden = false;
  article.removeAttribute('aria-busy');
}

try {
  const products = await fetchProducts();
  const product = products.find((candidate) => candidate.externalId === id || candidate.id === id);
  if (product) show(product);
  else state.textContent = 'We do not sell this any more.';
} catch {
  state.textContent = 'The shop cannot be reached. Reload the page to try again.';
}
