import type { Live } from '../../schemas/live.ts';
import type { Product } from '../../schemas/product.ts';
import type { LiveUser, Role, Session } from '../../schemas/user.ts';

const DAY_MS = 86_400_000;
/** A fixed moment, so that stories look the same every day. */
export const SAMPLE_TIME = Date.UTC(2025, 5, 6, 18, 0);

export const sampleHost: LiveUser = { userId: 'host-1', userName: 'Mira', role: 'host' };

/** People who write and come by in stories. */
export const sampleAudience: readonly LiveUser[] = [
  { userId: 'u-ann', userName: 'Ann', role: 'viewer' },
  { userId: 'u-bao', userName: '宝儿', role: 'viewer' },
  { userId: 'u-carlos', userName: 'Carlos', role: 'viewer' },
  { userId: 'u-dalia', userName: 'داليا', role: 'viewer' },
];

const money = (usd: number) => [
  { amount: usd, currency: 'USD' },
  { amount: usd * 7, currency: 'CNY' },
];

const product = (id: string, title: string, titleZh: string, category: string, skus: Product['skus']): Product => ({
  id,
  title,
  titleZh,
  description: `${title}, made in small batches.`,
  category,
  images: [],
  skus,
  createdAt: SAMPLE_TIME - 30 * DAY_MS,
});

/** What the sample shop sells: one variant, two axes, a lowered price, sold out, and a long name. */
export const sampleProducts: readonly Product[] = [
  product('p-mug', 'Stoneware mug', '粗陶马克杯', 'Kitchen', [
    { id: 's-mug', options: {}, prices: money(2400), compareAt: [], stock: 40 },
  ]),
  product('p-shirt', 'Linen shirt', '亚麻衬衫', 'Clothes', [
    { id: 's-shirt-s-white', options: { Size: 'S', Colour: 'White' }, prices: money(9900), compareAt: money(12900), stock: 8 },
    { id: 's-shirt-m-white', options: { Size: 'M', Colour: 'White' }, prices: money(9900), compareAt: money(12900), stock: 3 },
    { id: 's-shirt-m-navy', options: { Size: 'M', Colour: 'Navy' }, prices: money(10900), compareAt: [], stock: 0 },
  ]),
  product('p-lamp', 'Paper lamp', '纸灯', 'Home', [
    { id: 's-lamp', options: {}, prices: money(5900), compareAt: money(7900), stock: 5 },
  ]),
  product('p-scarf', 'Lambswool scarf', '羊毛围巾', 'Clothes', [
    { id: 's-scarf', options: {}, prices: money(4500), compareAt: [], stock: 0 },
  ]),
  product('p-board', 'Hand-finished walnut serving board with a leather loop', '手工胡桃木砧板', 'Kitchen', [
    { id: 's-board', options: {}, prices: money(123_456_700), compareAt: [], stock: 2 },
  ]),
];

export const sampleLive = (liveId: string): Live => ({
  id: liveId,
  title: 'Friday evening table',
  hostId: sampleHost.userId,
  hostName: sampleHost.userName,
  status: 'live',
  startsAt: SAMPLE_TIME,
  startedAt: SAMPLE_TIME,
  currency: 'USD',
  notice: 'Free shipping tonight',
  onAir: true,
  audienceCount: 128,
  likeCount: 1024,
});

/** A visitor who is signed in already. */
export const sampleSession = (role: Role, liveId: string): Session => ({
  token: 'simulated-token',
  expiresAt: Date.now() + DAY_MS,
  user: {
    id: role === 'host' ? sampleHost.userId : 'u-me',
    name: role === 'host' ? sampleHost.userName : 'You',
    role,
    rooms: role === 'host' || role === 'moderator' ? [liveId] : undefined,
  },
  provider: 'embedded',
});
