import type { NewProduct } from '@vitrine/core/schemas/product.ts';

type DemoProduct = Pick<NewProduct, 'title' | 'titleZh' | 'description' | 'category' | 'images' | 'externalId' | 'skus'>;

/** Prices in dollars and yuan, in minor units. */
const prices = (usd: number, cny: number) => [
  { amount: usd, currency: 'USD' },
  { amount: cny, currency: 'CNY' },
];

/** What the demo shop sells. The pictures are the shop's own. */
export const PRODUCTS: readonly DemoProduct[] = [
  {
    externalId: 'vintage-watch',
    title: 'Vintage Watch',
    titleZh: '复古手表',
    description: 'A hand-wound movement in a brushed steel case. Water resistant to 50 m.',
    category: 'Accessories',
    images: ['watch.svg'],
    skus: [
      { options: { Strap: 'Cognac' }, prices: prices(9900, 71280), compareAt: prices(12900, 92880), stock: 24 },
      { options: { Strap: 'Black' }, prices: prices(9900, 71280), compareAt: prices(12900, 92880), stock: 8 },
    ],
  },
  {
    externalId: 'wool-scarf',
    title: 'Merino Wool Scarf',
    titleZh: '美利奴羊毛围巾',
    description: 'Woven from extra-fine merino, soft on the skin and warm without weight.',
    category: 'Accessories',
    images: ['scarf.svg'],
    skus: [
      { options: { Colour: 'Rust' }, prices: prices(4900, 35280), compareAt: [], stock: 60 },
      { options: { Colour: 'Forest' }, prices: prices(4900, 35280), compareAt: [], stock: 41 },
      { options: { Colour: 'Oat' }, prices: prices(4900, 35280), compareAt: [], stock: 0 },
    ],
  },
  {
    externalId: 'stoneware-mug',
    title: 'Stoneware Mug',
    titleZh: '粗陶马克杯',
    description: 'Thrown and glazed by hand; every piece is a little different. Holds 350 ml.',
    category: 'Home',
    images: ['mug.svg'],
    skus: [{ options: {}, prices: prices(2400, 17280), compareAt: [], stock: 120 }],
  },
  {
    externalId: 'reading-lamp',
    title: 'Reading Lamp',
    titleZh: '阅读灯',
    description: 'A dimmable lamp with warm light and a solid oak foot.',
    category: 'Home',
    images: ['lamp.svg'],
    skus: [{ options: {}, prices: prices(7900, 56880), compareAt: prices(9900, 71280), stock: 15 }],
  },
  {
    externalId: 'weekend-bag',
    title: 'Weekend Bag',
    titleZh: '周末旅行包',
    description: 'Waxed canvas and vegetable-tanned leather, large enough for two nights away.',
    category: 'Bags',
    images: ['bag.svg'],
    skus: [
      { options: { Colour: 'Olive', Size: '35 l' }, prices: prices(14900, 107280), compareAt: [], stock: 12 },
      { options: { Colour: 'Olive', Size: '45 l' }, prices: prices(16900, 121680), compareAt: [], stock: 9 },
      { options: { Colour: 'Navy', Size: '35 l' }, prices: prices(14900, 107280), compareAt: [], stock: 5 },
    ],
  },
  {
    externalId: 'studio-headphones',
    title: 'Studio Headphones',
    titleZh: '录音室耳机',
    description: 'Closed-back headphones with an even sound and ear pads that can be replaced.',
    category: 'Audio',
    images: ['headphones.svg'],
    skus: [{ options: {}, prices: prices(18900, 136080), compareAt: prices(22900, 164880), stock: 30 }],
  },
];
