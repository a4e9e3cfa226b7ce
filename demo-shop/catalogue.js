const { server, currency } = window.shop;
const { lang } = document.documentElement;
let known;

/** Everything that the shop sells; its catalogue lives on the Vitrine server. Asked once a page, unless `anew`. */
export function fetchProducts({ anew = false } = {}) {
  if (anew) known = undefined;
  known ??= (async () => {
    const answer = await fetch(`${server}/api/products?limit=100`);
    if (!answer.ok) throw new Error(`The catalogue answered ${answer.status}`);
    return (await answer.json()).items;
  })().catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

export const addressOf = (product) => `/products/${encodeURIComponent(product.externalId ?? product.id)}`;

export const titleOf = ({ title, titleZh }) => (lang.startsWith('zh') && titleZh) || title;

/** What was ordered, named in the page's language; as it was called then where the catalogue has it no more. */
export async function named(items) {
  if (!lang.startsWith('zh')) return items;
  const products = await fetchProducts().catch(() => []);
  return items.map((item) => ({ ...item, title: titleOf(products.find(({ id }) => id === item.productId) ?? item) }));
}

export function formatMoney({ amount, currency: code }) {
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency: code });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** What a list of prices says in the visitor's currency; undefined where it says nothing. */
export const priceIn = (prices) => prices.find((price) => price.currency === currency);

export const priceOf = (sku) => priceIn(sku.prices) ?? sku.prices[0];
