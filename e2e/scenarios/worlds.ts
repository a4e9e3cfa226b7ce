import { type Browser, expect, type Page, test } from '@playwright/test';
import { everybodyLeaves } from '../support/people.ts';
import { TestServer } from '../support/server.ts';
import type { NativeGift, Trouble } from '../tencent/bridge.ts';
import { type Engine, ENGINES } from './engines.ts';
import { expectOpen, openPage } from './store-page.ts';

/*
 * Scenarios of what needs no picture, written once and run on our own engine and on Tencent's cloud; those that the kind of room matters
 * for also run in rooms of its Live engine. To add one, write
 *
 *   inEveryWorld((world) => {
 *     test('what must hold', async ({ browser }) => {
 *       const { host, viewer } = await world.show(browser);
 *       await viewer.evaluate(() => room.barrage.sendTextMessage('hello'));
 *       await expect.poll(() => textsOf(host)).toEqual(['hello']);
 *     });
 *   });
 *
 * in one of the specs beside this file. A page is a browser of its own with the stores of a room (`store-page.ts` says what
 * `evaluate` finds there); `Viewer.enter(browser, world.server)` is the demo shop with its elements. What only one world can be
 * made to do is a method of `World`. On Tencent a scenario also fails where anything was sent to its REST API that Tencent
 * would not take, or where a callback failed.
 */

export type WorldName = keyof typeof ENGINES;

/** One way of carrying rooms, with a server of its own. */
export interface World {
  readonly name: WorldName;
  readonly server: TestServer;
  readonly hostToken: string;
  /** A page of somebody in a room, guests without a token; the room is open. */
  enter(browser: Browser, liveId: string, token?: string): Promise<Page>;
  /** A show of its own with its host and one viewer in it. */
  show(browser: Browser): Promise<{ liveId: string; host: Page; viewer: Page; me: string }>;
  /** Says an event of the server's as a client of somebody's own making would: the code of the refusal. */
  forge(page: Page, liveId: string, event: { type: string } & Record<string, unknown>): Promise<string>;
  /** The page has no network until `restore`. On Tencent the other pages lose Chat too. */
  cut(page: Page): Promise<void>;
  restore(page: Page): Promise<void>;
  /** Makes changes which are disturbed on their way to the room, in whatever way they can be here. */
  disturb(changes: () => Promise<void>): Promise<void>;
  /** Sends a gift with Tencent's own app, which is what only rooms of its Live engine know: what the app is told, 0 for sent. */
  sendNatively(gift: NativeGift, trouble?: Trouble): Promise<number>;
}

/** Runs the same scenarios on every provider; `env` is of the server. In our engine's rooms and Tencent's usual ones, if nothing else is said. */
export function inEveryWorld(
  scenarios: (world: World) => void,
  env: Record<string, string> = {},
  worlds: readonly WorldName[] = ['embedded', 'tencent'],
): void {
  for (const name of worlds) {
    const start = ENGINES[name];
    test.describe(`on ${name}`, () => {
      let engine: Engine | undefined;
      let server: TestServer | undefined;
      let hostToken = '';
      let shows = 0;
      const present = (): Engine => engine!;
      const world: World = {
        name,
        get server() {
          return server!;
        },
        get hostToken() {
          return hostToken;
        },
        async enter(browser, liveId, token) {
          const page = await openPage(browser, server!.url, liveId, { token, prepare: present().prepare });
          await expectOpen(page);
          return page;
        },
        async show(browser) {
          const liveId = `show-${(shows += 1)}`;
          const made = await server!.api('POST', '/api/lives', { token: hostToken, body: { id: liveId, title: 'A show' } });
          expect(made.status).toBe(201);
          const viewerToken = await server!.token('viewer');
          const [host, viewer] = await Promise.all([
            world.enter(browser, liveId, hostToken),
            world.enter(browser, liveId, viewerToken),
          ]);
          return { liveId, host, viewer, me: await viewer.evaluate(() => room.login.loginUserInfo!.userId) };
        },
        forge: (...forgery) => present().forge(...forgery),
        cut: (page) => present().cut(page),
        restore: (page) => present().restore(page),
        disturb: (changes) => present().disturb(changes),
        sendNatively: (...sending) => present().sendNatively(...sending),
      };

      test.beforeAll(async () => {
        engine = await start();
        server = await TestServer.start({ env: { CUSTOM_MESSAGES: 'cheer', ...engine.env, ...env } });
        engine.started(server);
        hostToken = await server.token('host');
      });
      test.afterAll(async () => {
        await server?.dispose();
        await engine?.close();
      });
      test.afterEach(async ({ browser }) => {
        await everybodyLeaves(browser);
        present().check();
      });
      scenarios(world);
    });
  }
}

/** The same, and in rooms of Tencent's Live engine: for what the kind of room matters to. */
export const inEveryRoom = (scenarios: (world: World) => void, env?: Record<string, string>): void =>
  inEveryWorld(scenarios, env, Object.keys(ENGINES) as WorldName[]);
