/** Everything that the shop sells; its catalogue lives on the Vitrine server. */
export async function fetchProducts() {
  const answer = await fetch(`${window.shop.server}/api/products?limit=100`);
  if (!answer.ok) throw new Error(`The catalogue answered ${answer.status}`);
  return (await answer.json()).items;
}

/** The address of a product's page in this shop. */
export const addressOf = (product) => `/product?id=${encodeURIComponent(product.externalId ?? product.id)}`;

export function formatMoney({ amount, currency }) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const inDollars = (prices) => prices.find(({ currency }) => currency === 'USD') ?? prices[0];

/** The price line of a product: the lowest price, with the former one struck out. */
export function priceOf(product) {
  const cheapest = product.skus.toSorted((a, b) => inDollars(a.prices).amount - inDollars(b.prices).amount)[0];
  const line = document.createDocumentFragment();
  const now = document.createElement('strong');
  const varies = product.skus.some(({ prices }) => inDollars(prices).amount !== inDollars(cheapest.prices).amount);
  now.textContent = `${varies ? 'from ' : ''}${formatMoney(inDollars(cheapest.prices))}`;
  line.append(now);
  const before = inDollars(cheapest.compareAt ?? []);
  if (before) {
    const struck = document.createElement('s');
    struck.textContent = formatMoney(before);
    line.append(' ', struck);
  }
  return line;
}

/** How many of a product are left, over all of its variants. */
export const stockOf = (product) => product.skus.reduce((sum, { stock }) => sum + stock, 0);
