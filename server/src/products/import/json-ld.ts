import { LiveError } from '@vitrine/core/errors.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { type CandidateSku, type Found, type Problem, toMinor } from './candidate.ts';
import { jsonLdOf, textOf } from './html.ts';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const nodesOf = (value: unknown): Node[] => listOf(value).filter(isNode);

/** Text, or the name of a thing that is more than a text. */
function wordOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  if (typeof first === 'string' || typeof first === 'number') return String(first).trim() || undefined;
  return isNode(first) ? wordOf(first['name'] ?? first['value'] ?? first['url']) : undefined;
}

const hasType = (node: Node, type: string): boolean =>
  listOf(node['@type']).some((name) => typeof name === 'string' && name.split(/[/#]/).at(-1) === type);

/** Deeper than this nobody nests what they sell. */
const MAX_DEPTH = 6;

/** The products that a page is about: not those that it mentions besides. */
function productsIn(value: unknown, depth = 0): Node[] {
  if (depth > MAX_DEPTH) return [];
  return listOf(value)
    .filter(isNode)
    .flatMap((node) => {
      if (hasType(node, 'ProductGroup') || hasType(node, 'Product')) return [node];
      return [...productsIn(node['@graph'], depth + 1), ...productsIn(node['mainEntity'], depth + 1)];
    });
}

const AXES = ['color', 'size', 'material', 'pattern'] as const;

/** What makes a variant this one: what its group varies by, or what schema.org has a name for. */
function optionsOf(variant: Node, group: Node | undefined): Record<string, string> {
  const named = listOf(group?.['variesBy']).flatMap((axis) => wordOf(axis)?.split(/[/#]/).at(-1) ?? []);
  const axes = [...new Set([...named, ...AXES])];
  const entries = axes.flatMap((axis) => {
    const value = Object.hasOwn(variant, axis) ? wordOf(variant[axis]) : undefined;
    return value ? [[axis[0]!.toUpperCase() + axis.slice(1), value] as const] : [];
  });
  const more = nodesOf(variant['additionalProperty']).flatMap((property) => {
    const [name, value] = [wordOf(property['name']), wordOf(property['value'])];
    return group && name && value ? [[name, value] as const] : [];
  });
  // A single product has no axes: its colour is a fact, not a choice.
  return group ? Object.fromEntries([...entries, ...more]) : {};
}

function stockOf(offer: Node): number | undefined {
  const level = Number(wordOf(nodesOf(offer['inventoryLevel'])[0]?.['value'] ?? offer['inventoryLevel']));
  if (Number.isInteger(level) && level >= 0) return level;
  return /(OutOfStock|SoldOut|Discontinued)$/.test(wordOf(offer['availability']) ?? '') ? 0 : undefined;
}

/** The offers of a product; the range of an AggregateOffer counts as one at its lowest price where it lists none. */
function offersOf(product: Node): Node[] {
  return nodesOf(product['offers']).flatMap((offer) => {
    if (!hasType(offer, 'AggregateOffer')) return [offer];
    const within = nodesOf(offer['offers']);
    return within.length > 0 ? within : [{ ...offer, price: offer['lowPrice'] }];
  });
}

function skuOf(
  variant: Node,
  offers: readonly Node[],
  group: Node | undefined,
  currency: string,
  problems: Problem[],
): CandidateSku {
  const prices = new Map<string, number>();
  for (const offer of offers) {
    const [terms] = nodesOf(offer['priceSpecification']);
    const price = wordOf(offer['price'] ?? terms?.['price']);
    const code = wordOf(offer['priceCurrency'] ?? terms?.['priceCurrency']) ?? currency;
    const amount = price !== undefined && /^[A-Z]{3}$/.test(code) ? toMinor(price, code) : undefined;
    if (amount === undefined)
      problems.push({ line: 0, field: 'offers.price', reason: `"${price ?? ''}" is not an amount of ${code}` });
    else if (!prices.has(code)) prices.set(code, amount);
  }
  return {
    options: optionsOf(variant, group),
    prices: [...prices].map(([code, amount]) => ({ amount, currency: code })),
    code: wordOf(variant['sku'] ?? offers[0]?.['sku']),
    stock: offers.map(stockOf).find((stock) => stock !== undefined),
  };
}

/** Offers that differ by their sku are variants without a name; the others are one thing in several currencies. */
function skusOf(product: Node, currency: string, problems: Problem[]): CandidateSku[] {
  const variants = nodesOf(product['hasVariant']);
  if (variants.length > 0) return variants.map((variant) => skuOf(variant, offersOf(variant), product, currency, problems));
  const offers = offersOf(product);
  const codes = new Set(offers.map((offer) => wordOf(offer['sku'])));
  if (codes.size < 2 || codes.has(undefined)) return [skuOf(product, offers, undefined, currency, problems)];
  return [...codes].map((code) => {
    const own = offers.filter((offer) => wordOf(offer['sku']) === code);
    const name = wordOf(own[0]?.['name']) ?? code!;
    return { ...skuOf({ sku: code }, own, undefined, currency, problems), options: { Variant: name } };
  });
}

const absolute = (url: string | undefined, base: string): string | undefined =>
  url !== undefined && URL.canParse(url, base) ? safeUrl(new URL(url, base).href) : undefined;

function foundOf(product: Node, pageUrl: string, currency: string): Found {
  const problems: Problem[] = [];
  const url = absolute(wordOf(product['url']), pageUrl) ?? pageUrl;
  const images = listOf(product['image']).flatMap((image) => {
    const address = typeof image === 'string' ? image : isNode(image) ? wordOf(image['url'] ?? image['contentUrl']) : undefined;
    return absolute(address, pageUrl) ?? [];
  });
  const description = wordOf(product['description']);
  const skus = skusOf(product, currency, problems);
  const raw: Found['raw'] = {
    externalId: (wordOf(product['productGroupID'] ?? product['productID'] ?? product['sku'] ?? product['mpn']) ?? url).slice(
      0,
      128,
    ),
    title: wordOf(product['name']) ?? '',
    description: description === undefined ? undefined : textOf(description).slice(0, 5000),
    category: wordOf(product['category'])?.slice(0, 80),
    images: images.length > 0 ? [...new Set(images)].slice(0, 20) : undefined,
    url,
    skus,
  };
  return { raw, line: 0, skuLines: skus.map(() => 0), problems };
}

/** The products that a page describes in JSON-LD (schema.org `Product` and `ProductGroup`). Throws `invalid` where there are none. */
export function readJsonLd(html: string, pageUrl: string, currency: string): { found: Found[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const products = jsonLdOf(html).flatMap((text, place) => {
    try {
      return productsIn(JSON.parse(text));
    } catch {
      problems.push({ line: 0, field: `JSON-LD ${place + 1}`, reason: 'not JSON' });
      return [];
    }
  });
  if (products.length === 0 && problems.length === 0) {
    throw new LiveError('invalid', 'The page describes no product in JSON-LD', { details: { url: pageUrl } });
  }
  return { found: products.map((product) => foundOf(product, pageUrl, currency)), problems };
}
