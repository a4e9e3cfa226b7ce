import { formatMoney } from './catalogue.js';
import { make } from './elements.js';
import { shopCart } from './shop-cart.js';
import { t } from './texts.js';

const optionsText = (options) =>
  Object.values(options)
    .map((value) => t(value))
    .join(' · ');

function stepper({ id, title, quantity, available }, fail) {
  const step = (by, sign, label) => {
    const button = make('button', { type: 'button', className: 'step', textContent: sign });
    button.setAttribute('aria-label', `${label}: ${title}`);
    // The line is drawn anew; whoever uses a keyboard finds the same button under their finger.
    button.dataset.key = `${id} ${by}`;
    button.disabled = quantity + by > available;
    button.addEventListener('click', async () => {
      try {
        await (quantity + by === 0 ? shopCart.remove(id) : shopCart.update(id, quantity + by));
      } catch (error) {
        fail(error);
      }
    });
    return button;
  };
  const number = make('span', { textContent: String(quantity) });
  return make('div', { className: 'stepper' }, step(-1, '−', t('One less')), number, step(1, '+', t('One more')));
}

function lineOf(line, { fixed, fail }) {
  const { title, url, options, imageUrl, quantity, unitPrice, available } = line;
  const image = make('img', { src: imageUrl ?? '', alt: '', width: 96, height: 96 });
  const name = url ? make('a', { href: url, textContent: title }) : make('span', { textContent: title });
  const text = make('div', { className: 'line-text' }, make('p', { className: 'line-title' }, name));
  if (Object.keys(options).length > 0) text.append(make('p', { className: 'note', textContent: optionsText(options) }));
  if (!fixed && available < quantity) {
    const left = available === 0 ? t('Sold out') : t('Only {count} left', { count: available });
    text.append(make('p', { className: 'failure', textContent: left }));
  }
  text.append(
    fixed ? make('p', { className: 'note', textContent: t('Quantity: {count}', { count: quantity }) }) : stepper(line, fail),
  );
  const price = make('p', { className: 'line-price' });
  price.textContent = formatMoney({ ...unitPrice, amount: unitPrice.amount * quantity });
  return make('div', { className: 'line' }, image, text, price);
}

/** Shows lines of a cart or an order; `fixed` ones cannot be changed. */
export function showLines(container, lines, { fixed = false, fail = () => {} } = {}) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...lines.map((line) => lineOf(line, { fixed, fail })));
  const again = [...container.querySelectorAll('button')].find(({ dataset }) => dataset.key === focused);
  if (focused) (again ?? container.querySelector('button') ?? container.closest('dialog, main')?.querySelector('a'))?.focus();
}
