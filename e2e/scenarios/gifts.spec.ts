import { expect, type Page, test } from '@playwright/test';
import { coinsOf, giftShow } from './gift-show.ts';
import { inEveryRoom } from './worlds.ts';

const giftNames = (page: Page): Promise<string[]> =>
  page.evaluate(() => (gifts.usableGifts ?? []).flatMap(({ giftList }) => giftList.map(({ name }) => name)));
const send = (page: Page, giftId: string, count?: number): Promise<string> =>
  page.evaluate(([id, times]) => refusalOf(gifts.sendGift(id, times)), [giftId, count] as const);

inEveryRoom((world) => {
  test('gifts are listed by category and language, sent, paid, told to everybody and counted', async ({ browser }) => {
    const { host, viewer, me } = await giftShow(world, browser, 100);
    await host.evaluate(() => {
      gifts.onReceiveGift(
        ({ gift, count, sender, comboCount }) => told.push([gift.name, count, sender.userId, comboCount]),
        room.closed,
      );
      gifts.onGiftCountChanged(({ totalGiftCoins }) => told.push(totalGiftCoins), room.closed);
    });
    await viewer.evaluate(() => gifts.refreshUsableGifts());
    expect(await giftNames(viewer)).toContain('Rose');
    await viewer.evaluate(() => gifts.setLanguage('zh-CN'));
    expect(await giftNames(viewer)).toContain('玫瑰');

    const before = await coinsOf(viewer);
    expect((await viewer.evaluate(() => gifts.sendGift('rose', 3))).coins).toBe(15);
    expect(await send(viewer, 'rose')).toBe('accepted');

    await expect.poll(() => host.evaluate(() => told)).toEqual([['Rose', 3, me, 3], 15, ['Rose', 1, me, 4], 20]);
    await expect.poll(() => viewer.evaluate(() => gifts.recentGifts.map(({ gift }) => gift.name))).toEqual(['玫瑰', '玫瑰']);
    expect(await viewer.evaluate(() => gifts.giftCount)).toEqual({
      totalGiftsSent: 4,
      totalGiftCoins: 20,
      totalUniqueGiftSenders: 1,
    });
    const top = await host.evaluate(async () => {
      await gifts.fetchSummary();
      return gifts.topSenders.map(({ sender, coins }) => [sender.userId, coins]);
    });
    expect(top).toEqual([[me, 20]]);
    expect(await coinsOf(viewer)).toBe(before - 20);
    expect(await viewer.evaluate(() => gifts.failure)).toBe(undefined);
  });

  test('a gift that is refused says why, and nobody hears of it', async ({ browser }) => {
    const { liveId, host, viewer } = await giftShow(world, browser, 3);

    expect(await send(viewer, 'star')).toBe('insufficient-balance');
    expect(await send(viewer, 'crown')).toBe('forbidden');
    expect(await send(viewer, 'none')).toBe('not-found');
    expect(await send(viewer, 'rose', 1000)).toBe('invalid');
    const guest = await world.enter(browser, liveId);
    expect(await send(guest, 'rose')).toBe('forbidden');
    // No client's word makes a gift.
    const forged = () => refusalOf(room.barrage.sendCustomMessage('live_gift', { giftId: 'rose' }));
    expect(await viewer.evaluate(forged)).toBe('forbidden');

    expect(await host.evaluate(() => gifts.recentGifts)).toEqual([]);
  });

  test('coins that were paid for arrive by themselves', async ({ browser }) => {
    const { viewer, me } = await giftShow(world, browser, 1);
    const before = await coinsOf(viewer);
    const topUp = await viewer.evaluate((key) => wallet.topUp(wallet.wallet!.packages[0]!, key), `top-up-${world.name}-${me}`);
    await fetch(topUp.payUrl, { method: 'POST', body: new URLSearchParams({ outcome: 'captured' }), redirect: 'manual' });

    await expect.poll(() => viewer.evaluate(() => wallet.wallet?.coins), { timeout: 20_000 }).toBe(before + topUp.coins);
    expect(await viewer.evaluate(async () => (await wallet.fetchTopUps()).items[0]?.status)).toBe('paid');
  });
});
