import type { NewProduct } from '@vitrine/core/schemas/product.ts';

type DemoProduct = Pick<NewProduct, 'title' | 'titleZh' | 'description' | 'category' | 'images' | 'externalId' | 'skus'>;
type DemoSku = DemoProduct['skus'][number];

/** Prices in dollars and yuan, in minor units. */
const prices = (usd: number, cny: number) => [
  { amount: usd, currency: 'USD' },
  { amount: cny, currency: 'CNY' },
];

/** A drawing, and closer looks at it: each the corner and the side of a square in its 800 by 800 units. */
const pictures = (file: string, ...details: readonly (readonly [x: number, y: number, side: number])[]): string[] => [
  file,
  ...details.map(([x, y, side]) => `${file}#svgView(viewBox(${x},${y},${side},${side}))`),
];

/** Every combination of the options; `of` tells what each costs and how many there are. */
function variants<const A extends Record<string, readonly string[]>>(
  axes: A,
  of: (options: Record<keyof A & string, string>, index: number) => Omit<DemoSku, 'options'>,
): DemoSku[] {
  const combinations = Object.entries(axes).reduce<Record<string, string>[]>(
    (known, [axis, values]) => known.flatMap((options) => values.map((value) => ({ ...options, [axis]: value }))),
    [{}],
  );
  return combinations.map((options, index) => ({ options, ...of(options as Record<keyof A & string, string>, index) }));
}

/** What the demo shop sells. The pictures are the shop's own. */
export const PRODUCTS: readonly DemoProduct[] = [
  {
    externalId: 'vintage-watch',
    title: 'Vintage Watch',
    titleZh: '复古手表',
    description: 'A hand-wound movement in a brushed steel case. Water resistant to 50 m.',
    category: 'Accessories',
    images: pictures('watch.svg', [230, 250, 330], [300, 60, 260]),
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
    images: pictures('scarf.svg', [240, 480, 280], [430, 330, 300]),
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
    category: 'For the home',
    images: pictures('mug.svg', [200, 220, 340], [240, 500, 240]),
    skus: [{ options: {}, prices: prices(2400, 17280), compareAt: [], stock: 120 }],
  },
  {
    externalId: 'reading-lamp',
    title: 'Reading Lamp',
    titleZh: '阅读灯',
    description: 'A dimmable lamp with warm light and a solid oak foot.',
    category: 'For the home',
    images: pictures('lamp.svg', [220, 120, 380], [250, 560, 240]),
    skus: [{ options: {}, prices: prices(7900, 56880), compareAt: prices(9900, 71280), stock: 15 }],
  },
  {
    externalId: 'weekend-bag',
    title: 'Weekend Bag',
    titleZh: '周末旅行包',
    description: 'Waxed canvas and vegetable-tanned leather, large enough for two nights away.',
    category: 'Bags',
    images: pictures('bag.svg', [210, 310, 300], [380, 460, 300]),
    skus: [
      { options: { Colour: 'Olive', Size: '35 L' }, prices: prices(14900, 107280), compareAt: [], stock: 12 },
      { options: { Colour: 'Olive', Size: '45 L' }, prices: prices(16900, 121680), compareAt: [], stock: 9 },
      { options: { Colour: 'Navy', Size: '35 L' }, prices: prices(14900, 107280), compareAt: [], stock: 5 },
    ],
  },
  {
    externalId: 'studio-headphones',
    title: 'Studio Headphones',
    titleZh: '录音室耳机',
    description: 'Closed-back headphones with an even sound and ear pads that can be replaced.',
    category: 'Audio',
    images: pictures('headphones.svg', [80, 390, 280], [220, 90, 340]),
    skus: [{ options: {}, prices: prices(18900, 136080), compareAt: prices(22900, 164880), stock: 30 }],
  },
  {
    externalId: 'card-wallet',
    title: 'Card Wallet',
    titleZh: '真皮卡包',
    description: 'Four cards and a folded note, sewn from one piece of bridle leather.',
    category: 'Accessories',
    images: pictures('wallet.svg', [200, 300, 300], [470, 430, 220]),
    skus: variants(
      { Leather: ['Chestnut', 'Black'], Thread: ['Natural', 'Green'], Lining: ['None', 'Suede'] },
      ({ Lining }, n) => ({
        prices: Lining === 'Suede' ? prices(6900, 49680) : prices(5900, 42480),
        compareAt: [],
        stock: [14, 6, 9, 0, 11, 3, 0, 5][n] ?? 0,
      }),
    ),
  },
  {
    externalId: 'serving-board',
    title: 'Serving Board',
    titleZh: '实木砧板',
    description: 'End grain shows in every one. Oiled, not varnished: wash it by hand and it stays for decades.',
    category: 'For the home',
    images: pictures('board.svg', [250, 330, 300], [470, 200, 240]),
    skus: variants({ Wood: ['Walnut', 'Oak'], Size: ['Small', 'Medium', 'Large'] }, ({ Size }, n) => ({
      prices: { Small: prices(3900, 28080), Medium: prices(5400, 38880), Large: prices(7200, 51840) }[Size] ?? [],
      compareAt: [],
      stock: [18, 22, 7, 25, 0, 4][n] ?? 0,
    })),
  },
  {
    externalId: 'beeswax-candles',
    title: 'Beeswax Candles, set of three',
    titleZh: '蜂蜡蜡烛（三支装）',
    description: 'Dipped forty times by a beekeeper two villages away. The next batch comes with the next harvest.',
    category: 'For the home',
    images: pictures('candles.svg', [260, 110, 280], [240, 520, 280]),
    skus: [{ options: {}, prices: prices(2900, 20880), compareAt: [], stock: 0 }],
  },
  {
    externalId: 'pour-over-kettle',
    title: 'Pour-Over Kettle',
    titleZh: '手冲壶',
    description: 'A slow, steady spout and a handle that stays cool. One litre, for every stove, induction too.',
    category: 'For the home',
    images: pictures('kettle.svg', [110, 300, 280], [320, 180, 280]),
    skus: [
      { options: { Finish: 'Cream enamel' }, prices: prices(6400, 46080), compareAt: prices(7900, 56880), stock: 16 },
      { options: { Finish: 'Brushed steel' }, prices: prices(7900, 56880), compareAt: [], stock: 21 },
    ],
  },
  {
    externalId: 'market-tote',
    title: 'Market Tote',
    titleZh: '帆布购物袋',
    description: 'Heavy cotton canvas with long handles. Carries a week of groceries and folds to nothing.',
    category: 'Bags',
    images: pictures('tote.svg', [250, 380, 300], [220, 150, 300]),
    skus: variants({ Colour: ['Natural', 'Ink'], Size: ['Regular', 'Large'] }, ({ Size }, n) => ({
      prices: Size === 'Large' ? prices(3400, 24480) : prices(2800, 20160),
      compareAt: [],
      stock: [48, 30, 26, 2][n] ?? 0,
    })),
  },
  {
    externalId: 'roll-top-rucksack',
    title: 'Hand-Stitched Roll-Top Rucksack in Waxed Canvas with Bridle Leather Straps and Solid Brass Buckles',
    titleZh: '手工缝制卷口背包，蜡染帆布配马缰皮带与实心黄铜扣',
    description: 'Closes over whatever you put in. A padded sleeve takes a laptop of 15 inches; the rest is up to the weather.',
    category: 'Bags',
    images: pictures('rucksack.svg', [250, 140, 300], [250, 400, 300]),
    skus: variants({ Colour: ['Navy', 'Moss'], Volume: ['18 L', '24 L'] }, ({ Volume }, n) => ({
      prices: Volume === '24 L' ? prices(19900, 143280) : prices(17900, 128880),
      compareAt: Volume === '24 L' ? prices(23900, 172080) : [],
      stock: [7, 10, 4, 6][n] ?? 0,
    })),
  },
  {
    externalId: 'table-radio',
    title: 'Table Radio',
    titleZh: '桌面收音机',
    description: 'One speaker, one dial, one button. FM, DAB and the record player’s cable.',
    category: 'Audio',
    images: pictures('radio.svg', [430, 340, 260], [120, 320, 300]),
    skus: [
      { options: { Case: 'Walnut' }, prices: prices(21900, 157680), compareAt: [], stock: 11 },
      { options: { Case: 'Ash' }, prices: prices(21900, 157680), compareAt: [], stock: 9 },
    ],
  },
  {
    externalId: 'turntable',
    title: 'Belt-Drive Turntable',
    titleZh: '皮带传动唱机',
    description: 'A heavy platter, a straight arm and nothing that blinks. Comes with its cartridge fitted and set.',
    category: 'Audio',
    images: pictures('turntable.svg', [180, 330, 320], [480, 300, 250]),
    skus: [{ options: {}, prices: prices(34900, 251280), compareAt: prices(39900, 287280), stock: 13 }],
  },
];
