import type { TestContext } from 'node:test';
import type { Role } from '@vitrine/core/schemas/user.ts';
import { RestStub } from '../../../e2e/tencent/rest-stub.ts';
import type { Principal } from '../auth/principal.ts';
import { SECRET as BILLING_SECRET } from '../gifts/test-gifts.ts';
import { createGifts } from '../gifts/create-gifts.ts';
import type { SafeFetch } from '../http/safe-fetch.ts';
import { hostRoutes } from '../live/host-routes.ts';
import { liveRoutes } from '../live/routes.ts';
import { moderationRoutes } from '../moderation/routes.ts';
import { createRooms, type Rooms } from '../rooms/rooms.ts';
import { roomRoutes } from '../rooms/routes.ts';
import { userRoutes } from '../users/routes.ts';
import { setUp } from '../testing/set-up.ts';
import { createTencent, type Tencent, type TencentOptions } from './create-tencent.ts';
import { callbackSign } from './webhooks/signature.ts';

export const APP = { sdkAppId: 1_400_000_001, secretKey: 'a-secret-key-of-the-app-for-tests-only' };
export const WEBHOOK = { path: 'a-secret-path-for-tests', token: 'a-callback-token-for-tests' };

/** A stand-in of Tencent's REST API; the test fails if anything was sent to it that Tencent would not take. */
export async function setUpStub(t: TestContext) {
  const stub = new RestStub(APP);
  const restUrl = await stub.listen();
  t.after(async () => {
    await stub.close();
    if (stub.violations.length > 0) throw new Error(`Tencent would have refused: ${stub.violations.join('; ')}`);
  });
  return {
    stub,
    config: { ...APP, admin: 'administrator', restUrl },
    env: { TENCENT_SDKAPPID: String(APP.sdkAppId), TENCENT_SECRETKEY: APP.secretKey, TENCENT_REST_URL: restUrl },
  };
}

export interface TencentSetUp {
  env?: Record<string, string>;
  /** The shop's own billing of gifts. */
  billing?: SafeFetch;
  /** An earlier set-up that was closed: the same shop after a restart. */
  after?: { dataDir: string; stub: RestStub; stubEnv: Record<string, string> };
  options?: TencentOptions;
  now?: () => number;
}

/** A server whose rooms are at Tencent's stand-in. */
export async function setUpTencent(t: TestContext, { env = {}, options, now, billing, after }: TencentSetUp = {}) {
  const { stub, env: stubEnv } = after ? { stub: after.stub, env: after.stubEnv } : await setUpStub(t);
  let gifts!: ReturnType<typeof createGifts>;
  let rooms: Rooms | undefined;
  let provider: ReturnType<Tencent['connect']> | undefined;
  const server = await setUp({
    now,
    dataDir: after?.dataDir,
    env: {
      CUSTOM_MESSAGES: 'question',
      TENCENT_WEBHOOK_PATH: WEBHOOK.path,
      TENCENT_CALLBACK_TOKEN: WEBHOOK.token,
      ...(billing ? { GIFT_BILLING_URL: 'https://bill.example/gifts', GIFT_BILLING_SECRET: BILLING_SECRET } : {}),
      ...stubEnv,
      ...env,
    },
    mount(app, deps, auth) {
      const verify = (token: string): Promise<Principal> => auth.authenticate(token);
      const tencent = createTencent(deps, deps.config.tencent!, { rest: { backoff: () => 1, timeout: 500 }, ...options });
      rooms = createRooms(deps, { verify, carrier: tencent.carrier, relay: { backoff: () => 5 } });
      gifts = createGifts(deps, { count: tencent.countCoins, catalogueChanged: tencent.catalogueChanged, fetch: billing });
      provider = tencent.connect({ rooms, verify, claims: gifts.claims });
      app.route('/api/lives', liveRoutes(deps, rooms));
      app.route('/api/lives', moderationRoutes(deps, rooms));
      app.route('/api/lives', hostRoutes(deps));
      app.route('/api/lives', roomRoutes(deps, rooms));
      app.route('/api/lives', gifts.liveRoutes);
      app.route('/api/gifts', gifts.catalogueRoutes);
      app.route('/api/users', userRoutes(deps));
      app.route('/api/tencent', provider.routes);
    },
  });
  let open = true;
  async function close(remove?: boolean): Promise<void> {
    if (!open) return;
    open = false;
    await gifts.stop();
    await rooms!.close();
    provider!.close();
    await server.close(remove);
  }
  t.after(() => close());

  const request = async (role: Role, method: string, path: string, body?: unknown, principal?: Partial<Principal>) =>
    server.app.request(path, {
      method,
      headers: await server.as(role, principal),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const ask = (role: Role, method: string, path: string, body?: unknown, principal?: Partial<Principal>): Promise<Response> =>
    request(role, method, `/api/lives${path}`, body, principal);
  const credentials = (role: Role, body: unknown, principal?: Partial<Principal>): Promise<Response> =>
    request(role, 'POST', '/api/tencent/credentials', body, principal);

  return {
    ...server,
    stub,
    stubEnv,
    close,
    gifts,
    rooms: rooms!,
    provider: provider!,
    ask,
    request,
    credentials,
    /** A show of the host `test-host`, with its room made. */
    async show(id: string): Promise<void> {
      const made = await ask('host', 'POST', '', { id, title: `The show ${id}` });
      if (made.status !== 201) throw new Error(await made.text());
      const answer = await credentials('host', { liveId: id, purpose: 'talk' });
      if (answer.status !== 200) throw new Error(await answer.text());
    },
    /** A callback as Tencent would make it; `change` bends it. */
    async callback(
      command: string,
      body: Record<string, unknown> | string,
      change: { query?: Record<string, string>; path?: string } = {},
    ): Promise<Response> {
      const RequestTime = String(Math.floor(server.deps.now() / 1000));
      const query = new URLSearchParams({
        SdkAppid: String(APP.sdkAppId),
        CallbackCommand: command,
        contenttype: 'json',
        ClientIP: '203.0.113.9',
        OptPlatform: 'Web',
        RequestTime,
        Sign: callbackSign(WEBHOOK.token, RequestTime),
        ...change.query,
      });
      return server.app.request(`/api/tencent/webhook/${change.path ?? WEBHOOK.path}?${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify({ CallbackCommand: command, ...body }),
      });
    },
  };
}
