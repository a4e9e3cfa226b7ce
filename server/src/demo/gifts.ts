import type * as v from 'valibot';
import type { GiftCategoryFields, GiftFields } from '@vitrine/core/schemas/gift.ts';

type Gift = v.InferInput<typeof GiftFields>;

const gift = (giftId: string, defaultName: string, zh: string, coins: number, more: Partial<Gift> = {}) => ({
  giftId,
  defaultName,
  names: { 'zh-Hans': { name: zh } },
  iconUrl: `/embed/gifts/${giftId}.svg`,
  coins,
  categoryIds: ['small'],
  position: coins,
  ...more,
});

export const GIFT_CATEGORIES: (v.InferInput<typeof GiftCategoryFields> & { categoryId: string })[] = [
  { categoryId: 'small', defaultName: 'Little ones', names: { 'zh-Hans': { name: '小礼物' } }, position: 1 },
  { categoryId: 'big', defaultName: 'Grand', names: { 'zh-Hans': { name: '豪华' } }, position: 2 },
];

/** The gifts of the demo: drawn by us, served by us. */
export const GIFTS = [
  gift('rose', 'Rose', '玫瑰', 1),
  gift('heart', 'Heart', '爱心', 5),
  gift('coffee', 'Coffee', '咖啡', 10),
  gift('cake', 'Cake', '蛋糕', 66),
  gift('star', 'Star', '星星', 99, { level: 2 }),
  gift('rocket', 'Rocket', '火箭', 1000, { categoryIds: ['big'], resourceUrl: '/embed/gifts/rocket.json' }),
  gift('crown', 'Crown', '皇冠', 3000, { categoryIds: ['big'], level: 6, resourceUrl: '/embed/gifts/crown.json' }),
];
