import { type Browser, expect, type Page } from '@playwright/test';
import type { World } from './worlds.ts';

/** A show that is on, with gifts to send, and coins for its viewer. */
export async function giftShow(world: World, browser: Browser, coins: number) {
  const show = await world.show(browser);
  const { server, hostToken } = world;
  const token = await server.token('admin');
  const admin = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> => {
    const answer = await server.api(method, path, { token, body, headers });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  };
  await server.api('POST', `/api/lives/${show.liveId}/start`, { token: hostToken, body: {} });
  await admin('PUT', '/api/gifts/categories/all', { defaultName: 'All' });
  const gift = { iconUrl: 'https://shop.example/rose.svg', coins: 5, categoryIds: ['all'] };
  await admin('PUT', '/api/gifts/rose', { ...gift, defaultName: 'Rose', names: { 'zh-Hans': { name: '玫瑰' } } });
  await admin('PUT', '/api/gifts/crown', { ...gift, defaultName: 'Crown', level: 9 });
  await admin('PUT', '/api/gifts/star', { ...gift, defaultName: 'Star', coins: 100_000 });
  const granted = { unit: 'coins', amount: coins, reason: 'test' };
  await admin('POST', `/api/users/${show.me}/transfers`, granted, { 'Idempotency-Key': `grant-${world.name}-${show.liveId}` });
  return show;
}

/** What the visitor of a page has to spend. */
export const coinsOf = (page: Page): Promise<number> => page.evaluate(async () => (await wallet.refresh(), wallet.wallet!.coins));
