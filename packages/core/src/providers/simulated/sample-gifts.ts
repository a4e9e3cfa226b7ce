import type { GiftCategory, GiftInfo, Wallet } from '../../schemas/gift.ts';

const gift = (giftId: string, name: string, coins: number, level = 0, effect = ''): GiftInfo => ({
  giftId,
  name,
  desc: '',
  iconUrl: `/embed/gifts/${giftId}.svg`,
  ...(effect ? { resourceUrl: `/embed/gifts/${effect}` } : {}),
  level,
  coins,
  extensionInfo: '',
});

/** What can be sent in stories and tests. */
export const sampleGifts: readonly GiftCategory[] = [
  {
    categoryId: 'small',
    name: 'Small',
    desc: '',
    extensionInfo: '',
    giftList: [
      gift('rose', 'Rose', 1),
      gift('heart', 'Heart', 5),
      gift('coffee', 'Coffee', 10),
      gift('cake', 'Cake', 66),
      gift('star', 'Star', 99, 3),
    ],
  },
  {
    categoryId: 'big',
    name: 'Big',
    desc: '',
    extensionInfo: '',
    giftList: [gift('rocket', 'Rocket', 1000, 0, 'rocket.json'), gift('crown', 'Crown', 3000, 12, 'crown.json')],
  },
];

export const sampleWallet: Wallet = {
  billing: 'coins',
  coins: 1280,
  level: 4,
  packages: [
    { packageId: '100-USD', coins: 100, price: { amount: 99, currency: 'USD' } },
    { packageId: '550-USD', coins: 550, price: { amount: 499, currency: 'USD' } },
    { packageId: '1200-USD', coins: 1200, price: { amount: 999, currency: 'USD' } },
  ],
};
