import { expect, type Page, test } from '@playwright/test';
import { TENCENT_GIFT_REFUSALS } from '@vitrine/core/schemas/tencent.ts';
import { coinsOf, giftShow } from './gift-show.ts';
import { inEveryWorld } from './worlds.ts';

/** Gifts as the page was told of them. */
const receivedBy = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => gifts.recentGifts.map(({ gift, count, sender }) => [gift.name, count, sender.userId]));
const ROSE = { giftId: 'rose', coins: 5 };

inEveryWorld(
  (world) => {
    test('a gift sent with Tencent’s own app is paid once, and comes to everybody’s page once', async ({ browser }) => {
      const { liveId, host, viewer, me } = await giftShow(world, browser, 20);
      const before = await coinsOf(viewer);

      expect(await world.sendNatively({ liveId, from: me, count: 2, ...ROSE }, 'twice')).toBe(0);

      for (const page of [host, viewer]) await expect.poll(() => receivedBy(page)).toEqual([['Rose', 2, me]]);
      expect(await coinsOf(viewer)).toBe(before - 10);
      // Then one from the page: both count in the same books.
      await viewer.evaluate(() => gifts.sendGift('rose'));
      for (const page of [host, viewer]) await expect.poll(async () => (await receivedBy(page)).length).toBe(2);
      await expect.poll(() => host.evaluate(() => gifts.giftCount?.totalGiftCoins)).toBe(15);
      expect(await coinsOf(viewer)).toBe(before - 15);
    });

    test('a gift that the app was not allowed, or whose answer was lost, comes to nobody', async ({ browser }) => {
      const { liveId, host, viewer, me } = await giftShow(world, browser, 20);
      const guest = await world.enter(browser, liveId);
      const guestId = await guest.evaluate(() => room.login.loginUserInfo!.userId);

      expect(await world.sendNatively({ liveId, from: guestId, ...ROSE })).toBe(TENCENT_GIFT_REFUSALS.forbidden);
      expect(await world.sendNatively({ liveId, from: me, giftId: 'star', coins: 100_000 })).toBe(
        TENCENT_GIFT_REFUSALS['insufficient-balance'],
      );
      expect(await world.sendNatively({ liveId, from: me, ...ROSE }, 'lost')).toBe(102_004);

      // What comes after them all, came; the one that was lost is not told before Tencent has counted it.
      expect(await world.sendNatively({ liveId, from: me, count: 3, ...ROSE })).toBe(0);
      await expect.poll(() => receivedBy(host)).toEqual([['Rose', 3, me]]);
      expect(await receivedBy(viewer)).toEqual([['Rose', 3, me]]);
    });
  },
  {},
  ['tencent-live'],
);
