import { type Browser, expect, type Page } from '@playwright/test';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import type { ShoppingRoom } from '@vitrine/core/shopping-room.ts';
import type { WalletRepository } from '@vitrine/core/repositories/wallet-repository.ts';
import type { GiftStore } from '@vitrine/core/stores/gift-store.ts';
import type { ModerationStore } from '@vitrine/core/stores/moderation-store.ts';
import { bundle } from '../support/module-page.ts';
import type * as Entry from './page.ts';

/** What `page.evaluate` finds in a page of one person. */
declare global {
  var room: ShoppingRoom;
  var moderation: ModerationStore;
  var gifts: GiftStore;
  var wallet: WalletRepository;
  /** Every event that the page was told of, in order. */
  var heard: RoomEvent[];
  /** What a scenario's own listeners were told. */
  var told: unknown[];
  /** `accepted`, or the code of the refusal and the rule that it names. */
  var refusalOf: (act: Promise<unknown>) => Promise<string>;
}

/** A page of one person: the real stores of a room in a browser of their own, and nothing to look at. Not open yet. */
export async function openPage(
  browser: Browser,
  server: string,
  liveId: string,
  { token, prepare }: { token?: string | undefined; prepare?: (page: Page) => Promise<void> } = {},
): Promise<Page> {
  const chunks = await bundle('e2e/scenarios/page.ts');
  // Chrome takes a page that never was on the network for one of another network than ours.
  const context = await browser.newContext({ permissions: ['local-network-access'] });
  // From the server's own origin, so that no policy of a shop's page is in the way.
  await context.route(`${server}/scenario/**`, (route) => {
    const script = chunks.get(new URL(route.request().url()).pathname.slice('/scenario'.length));
    return route.fulfill({ contentType: script ? 'text/javascript' : 'text/html', body: script ?? '<!doctype html>' });
  });
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${server}/scenario/`);
  await page.evaluate(async ([live, shopToken, module]) => ((await import(module!)) as typeof Entry).enter(live!, shopToken), [
    liveId,
    token,
    '/scenario/module.js',
  ] as const);
  return page;
}

export const stateOf = (page: Page): Promise<unknown[]> => page.evaluate(() => [room.channel.state, room.channel.failure]);

/** Passes once the room is open, or open again. */
export const expectOpen = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => [room.channel.state, room.liveList.joinState]), { timeout: 45_000 })
    .toEqual(['open', 'ready']);

/** The texts on the page, in order. */
export const textsOf = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => room.barrage.messageList.map(({ textContent }) => textContent));

export const say = (page: Page, text: string): Promise<string> =>
  page.evaluate((words) => refusalOf(room.barrage.sendTextMessage(words)), text);

/** What the page was told of some types of events, in order. */
export const heardBy = (page: Page, ...types: RoomEvent['type'][]): Promise<RoomEvent[]> =>
  page.evaluate((wanted) => heard.filter(({ type }) => wanted.includes(type)), types);
