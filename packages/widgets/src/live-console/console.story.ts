import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { SAMPLE_TIME, sampleAudience, sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { ImportReport } from '@vitrine/core/schemas/product.ts';
import { onStage, type Scene } from '../shared/story.ts';

/** Whoever looks runs the shop. */
export const asAdmin = (act?: (scene: Scene) => unknown, options: SimulatedRoomOptions = {}) =>
  onStage({ role: 'admin', ...options }, act);

/** Whoever looks keeps the chat worth reading. */
export const asModerator = (act?: (scene: Scene) => unknown) => onStage({ role: 'moderator' }, act);

/** The shop's products with names and prices that are hard on a row. */
export const hardProducts = sampleProducts.map((product, at) => ({
  ...product,
  title: [
    'حقيبة نهاية الأسبوع المصنوعة يدويا من الجلد الطبيعي',
    '手工制作的超长名字纸灯适合客厅卧室书房以及餐厅',
    'Hand-stitched roll-top rucksack in waxed canvas',
  ][at % 3]!,
  category: 'Haushaltsgegenstände',
  skus: product.skus.map((sku, nth) => ({
    ...sku,
    prices: sku.prices.map((price) => ({ ...price, amount: 12_345_678_900 + nth })),
  })),
}));

/** People write, and something waits. */
export function busyRoom({ stage, room }: Scene): void {
  const [ann, bao, carlos, dalia] = sampleAudience;
  stage.barrage('Does the lamp come with a bulb?', ann);
  stage.barrage('灯很漂亮！', bao);
  stage.barrage('CHEAP WATCHES, write me on the other app', carlos);
  stage.barrage('هل يوجد لون آخر؟', dalia);
  const { liveId } = room;
  const ts = SAMPLE_TIME;
  stage.moderators({
    held: [
      { eventId: 'held-1', liveId, ts, sender: carlos!, text: 'Better price at cheap.example', rule: 'links' },
      { eventId: 'held-2', liveId, ts, sender: ann!, text: 'Is this the 手表 from last week?', rule: 'approval' },
    ],
    reports: [
      {
        id: 'report-1',
        liveId,
        ts,
        reporterId: 'u-ann',
        userId: 'u-carlos',
        barrageId: 'evt-3',
        text: 'CHEAP WATCHES, write me on the other app',
        reason: 'fraud',
        note: 'He wrote this to everybody.',
        status: 'open',
      },
    ],
    audit: [
      {
        id: 'a-2',
        ts,
        liveId,
        actorId: 'u-me',
        actorName: 'Noor',
        act: 'mute',
        userId: 'u-carlos',
        userName: 'Carlos',
        reason: 'Advertising',
      },
      { id: 'a-1', ts, liveId, actorId: 'host-1', actorName: 'Mira', act: 'settings' },
    ],
  });
}

/** Orders in every state. Gives their ids, the oldest first. */
export async function sell({ room, stage }: Scene, buyer = 'Ana Ruiz'): Promise<string[]> {
  const address = { name: buyer, line1: 'Calle Mayor 1', postalCode: '28013', city: 'Madrid', country: 'ES' };
  const buy = async (skuId: string, quantity: number): Promise<string> =>
    (await room.orders.place({ items: [{ skuId, quantity }], address }, `${skuId}-${quantity}`)).id;
  const ids = [
    await buy('s-lamp', 2),
    await buy('s-mug', 3),
    await buy('s-shirt-m-white', 1),
    await buy('s-mug', 1),
    await buy('s-board', 1),
  ];
  const [lamp, mugs, shirt, , board] = ids as [string, string, string, string, string];
  stage.moveOrder(lamp, 'paid');
  stage.changeOrder(lamp, {
    refundRequest: {
      status: 'open',
      reason: 'One of them came with a dent.',
      lines: [{ skuId: 's-lamp', quantity: 1 }],
      at: SAMPLE_TIME,
    },
  });
  stage.moveOrder(mugs, 'expired');
  stage.shipOrder(shirt, { carrier: 'DHL', tracking: '00340434', url: 'https://dhl.example/00340434' });
  stage.moveOrder(board, 'paid');
  stage.desk.flagged.add(board);
  for (const id of ids) stage.changeOrder(id, { createdAt: SAMPLE_TIME });
  return ids;
}

/** A file with two faults. */
const faultyImport: ImportReport = {
  dryRun: true,
  created: 12,
  updated: 3,
  unchanged: 40,
  failed: 2,
  products: [],
  problems: [
    { line: 3, field: 'price', reason: '“12.345” has more decimals than USD' },
    { line: 7, field: 'title', reason: 'is missing' },
  ],
};

export function fillDesk({ stage: { desk } }: Scene): void {
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  desk.words = [
    { id: 'w-1', word: 'knockoff', language: 'en', action: 'hold', match: 'part', createdAt: SAMPLE_TIME },
    { id: 'w-2', word: '假货', language: 'zh', action: 'block', match: 'part', createdAt: SAMPLE_TIME },
  ];
  desk.rules = { settings: { ...desk.rules.settings, slowModeSeconds: 5 }, own: { slowModeSeconds: 5 } };
  const movement = { skuId: 's-shirt-s-white', at: SAMPLE_TIME };
  desk.movements = [
    { ...movement, id: 5, delta: 1, reason: 'restock', orderId: '01K1ORDER2', userId: 'u-me', balance: 8 },
    { ...movement, id: 4, delta: -1, reason: 'reserve', orderId: '01K1ORDER3', balance: 7 },
    { ...movement, id: 3, delta: 1, reason: 'release', orderId: '01K1ORDER1', balance: 8 },
    { ...movement, id: 2, delta: -13, reason: 'edit', userId: 'u-me', balance: 7 },
    { ...movement, id: 1, delta: 20, reason: 'import', userId: 'u-me', balance: 20 },
  ];
  desk.rates = [{ basisPoints: 1000 }, { hostId: 'host-1', productId: 'p-lamp', basisPoints: 1250 }];
  desk.balances = [
    { hostId: 'host-1', currency: 'USD', open: 12_450, settled: 98_200 },
    { hostId: 'host-2', currency: 'JPY', open: -1200, settled: 34_000 },
  ];
  desk.attribution = [
    { liveId: 'friday', orders: 128, paid: 104, units: 161, revenue: usd(1_284_300), refunded: usd(9900) },
    { orders: 4, paid: 4, units: 4, revenue: usd(23_600), refunded: usd(0) },
  ];
  desk.strays = [
    {
      provider: 'stripe',
      eventId: 'evt_1',
      type: 'payment.captured',
      paymentId: 'pay_1',
      reference: 'pi_3OqExample',
      amount: 4900,
      currency: 'USD',
      receivedAt: SAMPLE_TIME,
      givenUp: true,
    },
  ];
  desk.webhooks = [
    {
      id: 'h-1',
      url: 'https://shop.example/hooks/vitrine',
      types: ['order.paid', 'order.shipped'],
      enabled: true,
      createdAt: SAMPLE_TIME,
    },
    {
      id: 'h-2',
      url: 'https://old.example/hook',
      types: ['order.paid'],
      enabled: false,
      disabledReason: '410 Gone',
      createdAt: SAMPLE_TIME,
    },
  ];
  const delivery = { endpointId: 'h-1', body: '{"type":"order.paid"}', createdAt: SAMPLE_TIME };
  desk.deliveries = [
    { ...delivery, id: 'd-2', messageId: 'm-2', type: 'order.shipped', status: 'failed', attempts: 9, lastStatus: 500 },
    { ...delivery, id: 'd-1', messageId: 'm-1', type: 'order.paid', status: 'delivered', attempts: 1, lastStatus: 204 },
  ];
  desk.identities.set('u-bao', {
    levelName: 'Diamond',
    nameColor: '#b8860b',
    bubbleStyle: 'golden_frame',
    badges: [
      { type: 'vip', name: 'Annual VIP', color: '#ffd700' },
      { type: 'fan', name: '老粉丝' },
    ],
  });
  desk.importReport = faultyImport;
}
