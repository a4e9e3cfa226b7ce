import { expect, type Page, type WebSocketRoute } from '@playwright/test';
import { TENCENT_REFUSALS } from '@vitrine/core/schemas/tencent.ts';
import { joinRoom } from '../support/room-client.ts';
import type { TestServer } from '../support/server.ts';
import { bridge, callBack, hooks, sendNatively } from '../tencent/bridge.ts';
import { FakeChat } from '../tencent/fake-chat.ts';
import { RestStub } from '../tencent/rest-stub.ts';
import { checkUserSig } from '../tencent/user-sig-check.ts';
import type { World } from './worlds.ts';

/** What carries the rooms of a world, besides its server. */
export interface Engine extends Pick<World, 'forge' | 'cut' | 'restore' | 'disturb' | 'sendNatively'> {
  /** Of the server. */
  readonly env: Record<string, string>;
  started(server: TestServer): void;
  /** For a page that is about to be opened. */
  prepare(page: Page): Promise<void>;
  /** Fails where something went wrong that no page shows. */
  check(): void;
  close(): Promise<void>;
}

async function embedded(): Promise<Engine> {
  let server: TestServer;
  const sockets = new WeakMap<Page, Set<WebSocketRoute>>();
  const offline = new WeakSet<Page>();
  return {
    env: {},
    started: (present) => void (server = present),
    prepare: (page) =>
      page.routeWebSocket(/./, (socket) => {
        if (offline.has(page)) return void socket.close();
        sockets.set(page, (sockets.get(page) ?? new Set()).add(socket));
        socket.connectToServer();
      }),
    async forge(page, liveId, { type, ...data }) {
      const token = await page.evaluate(() => room.login.token());
      const client = await joinRoom(server, liveId, token!);
      const refused = await client.sendCustom(type, data).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
      // As if it were one of the server's own frames.
      client.send({ type: 'events', events: [{ type, ...data }] });
      await client.until(() => (client.closed || client.frames.at(-1)?.type === 'error' ? true : undefined), 'a refusal');
      client.close();
      return refused;
    },
    async cut(page) {
      offline.add(page);
      await page.context().setOffline(true);
      for (const socket of sockets.get(page) ?? []) await socket.close();
    },
    async restore(page) {
      offline.delete(page);
      await page.context().setOffline(false);
    },
    async disturb(changes) {
      await changes();
      // What was committed and not told yet is told by whoever comes next.
      await server.kill('SIGKILL');
      await server.start();
    },
    check() {},
    sendNatively: () => Promise.reject(new Error('There is no app of Tencent’s for these rooms')),
    async close() {},
  };
}

const APP = { sdkAppId: 1_400_000_001, secretKey: 'a-secret-key-of-the-app-for-tests-only-0123456789abcdef' };
const CALLBACK = { path: 'a-secret-path-for-scenarios', token: 'a-callback-token-for-scenarios' };

/** On rooms of Tencent: big Chat groups, or those of its Live engine. */
async function tencent(roomType: 'AVChatRoom' | 'Live'): Promise<Engine> {
  const failures: unknown[] = [];
  const stub = new RestStub(APP);
  const chat = await FakeChat.start({
    strictGroups: true,
    checkUserSig: (userId, userSig) => checkUserSig(APP, userId, userSig),
  });
  bridge(stub, chat);
  let server: TestServer;
  const target = () => ({ ...CALLBACK, server: server.url, sdkAppId: APP.sdkAppId });
  return {
    env: {
      TENCENT_SDKAPPID: String(APP.sdkAppId),
      TENCENT_SECRETKEY: APP.secretKey,
      TENCENT_REST_URL: await stub.listen(),
      TENCENT_ROOM_TYPE: roomType,
      TENCENT_WEBHOOK_PATH: CALLBACK.path,
      TENCENT_CALLBACK_TOKEN: CALLBACK.token,
      TENCENT_CHAT_PROXY: chat.url,
    },
    started(present) {
      server = present;
      Object.assign(
        chat.options,
        hooks(target(), (error) => failures.push(error)),
      );
    },
    async prepare() {},
    async forge(page, liveId, { type, ...data }) {
      const from = await page.evaluate(() => room.login.loginUserInfo!.userId);
      const Data = JSON.stringify({ BusinessId: type, Data: JSON.stringify({ type, ...data }) });
      const msgBody = [{ MsgType: 'TIMCustomElem' as const, MsgContent: { Data, Desc: '', Ext: '' } }];
      const asked = { GroupId: liveId, Type: roomType, From_Account: from, Random: 1, MsgBody: msgBody };
      const { ErrorCode } = await callBack(target(), 'Group.CallbackBeforeSendMsg', asked);
      // As if the shop had forgotten to switch the callback on: pages must not believe it either.
      chat.deliverGroup({ groupId: liveId, from, msgBody });
      return Object.entries(TENCENT_REFUSALS).find(([, code]) => code === ErrorCode)?.[0] ?? `accepted (${ErrorCode})`;
    },
    async cut(page) {
      await page.context().setOffline(true);
      chat.cut();
    },
    async restore(page) {
      chat.restore();
      await page.context().setOffline(false);
    },
    async disturb(changes) {
      stub.fail(roomType === 'Live' ? 'set_room_metadata' : 'modify_group_attr', { status: 500 });
      const message = roomType === 'Live' ? 'send_custom_msg' : 'send_group_msg';
      stub.fail(message, { status: 503 }, 'lost-answer', 'dropped', { code: 60_007 });
      await changes();
    },
    sendNatively: (gift, trouble) => sendNatively(stub, target(), gift, trouble),
    check() {
      expect(stub.violations).toEqual([]);
      expect(failures).toEqual([]);
      expect(stub.unusedFaults).toEqual([]);
    },
    async close() {
      await stub.close();
      await chat.close();
    },
  };
}

/** Every provider that can carry a room. */
export const ENGINES = { embedded, tencent: () => tencent('AVChatRoom'), 'tencent-live': () => tencent('Live') };
