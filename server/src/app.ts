import type { Server } from 'node:http';
import { sql } from 'drizzle-orm';
import { permit } from './auth/permissions.ts';
import { sessionRoutes } from './auth/routes.ts';
import { createAuth } from './auth/service.ts';
import { createTokens } from './auth/tokens.ts';
import { demoRoutes } from './demo/routes.ts';
import { welcome } from './demo/welcome.ts';
import type { Deps } from './deps.ts';
import { createGifts } from './gifts/create-gifts.ts';
import { createBase, publicHeaders } from './http/base.ts';
import { keptResponse } from './http/kept-answers.ts';
import { operationRoutes } from './http/operations.ts';
import { authorizePublish } from './live/publishing.ts';
import { hostRoutes } from './live/host-routes.ts';
import { carryVerdicts } from './live/moderation.ts';
import { liveRoutes } from './live/routes.ts';
import type { Media } from './media/create-media.ts';
import { mediaRoutes } from './media/routes.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { shopModerationRoutes } from './moderation/shop-routes.ts';
import { moveCart } from './orders/cart-statements.ts';
import { createCommerce } from './orders/create-commerce.ts';
import { moveOrders } from './orders/statements.ts';
import { embedRoutes } from './pages/embed.ts';
import { pageRoutes } from './pages/pages.ts';
import { vendorRoutes } from './pages/vendor.ts';
import { roomRoutes } from './rooms/routes.ts';
import { moveWaitlist } from './products/waitlist.ts';
import { createPruning } from './pruning.ts';
import { createRooms } from './rooms/rooms.ts';
import { createTencent } from './tencent/create-tencent.ts';
import { isFollower } from './users/follows.ts';
import { userRoutes } from './users/routes.ts';
import { standingReader } from './users/standing.ts';
import { createWebhooks } from './webhooks/create-webhooks.ts';

export interface AppOptions {
  media: Media;
  /** Signs sessions; must survive restarts. */
  sessionKey: Uint8Array;
}

export type App = Awaited<ReturnType<typeof createApp>>;

/** The whole server but its listener: routes, the sockets of the rooms, and what runs by itself. */
export async function createApp(deps: Deps, { media, sessionKey }: AppOptions) {
  const { config, db, now, limits } = deps;
  const { shopSecret, shopPublicKey } = config;
  const tokens = await createTokens({ key: sessionKey, shopSecret, shopPublicKey, now });
  const always = sql`true`;
  const auth = createAuth(deps, tokens, async (from, to) => [
    // First, since the rooms hear of a commit only whose first statement wrote something.
    ...(await carryVerdicts(deps, from, to)),
    ...moveCart(from, to, always),
    ...moveOrders(from, to, always),
    ...moveWaitlist(from, to, always),
  ]);
  const verify = auth.authenticate;
  const tencent = config.tencent && createTencent(deps, config.tencent);
  const rooms = createRooms(deps, {
    verify,
    carrier: tencent?.carrier,
    identityOf: standingReader(deps),
    isFollower: (userId, hostId) => isFollower(db, userId, hostId),
  });
  const gifts = createGifts(deps, { count: tencent?.countCoins, catalogueChanged: tencent?.catalogueChanged });
  const provider = tencent?.connect({ rooms, verify, claims: gifts.claims });
  media.listen(rooms);

  const app = createBase(deps, auth);
  // Before the framework: what is kept was checked when it was first asked for. The demo looks at every request.
  const keptAnswer = keptResponse(deps.kept, (origin) => publicHeaders(config.allowedOrigins, origin));
  const fetch = (request: Request, ...rest: unknown[]): Response | Promise<Response> =>
    (config.demo ? undefined : keptAnswer(request)) ?? app.fetch(request, ...rest);
  const commerce = createCommerce(deps, {
    origins: config.allowedOrigins,
    // The gateway stands in for a payment company elsewhere: its reports take the same door as theirs.
    deliver: async (body, headers) => app.request('/api/payments/webhooks/builtin', { method: 'POST', body, headers }),
  });

  const webhooks = createWebhooks(deps);
  const pruning = createPruning(deps);

  app.route('/api/sessions', sessionRoutes(auth, deps));
  // An engine that is restarting has nothing on air.
  const cut = (liveId: string): Promise<unknown> => media.engine.kick(liveId).catch(() => false);
  app.route('/api/lives', liveRoutes(deps, rooms, cut));
  app.route('/api/lives', moderationRoutes(deps, rooms));
  app.route('/api/lives', hostRoutes(deps));
  app.route('/api/lives', roomRoutes(deps, rooms));
  app.route('/api/lives', gifts.liveRoutes);
  if (provider) app.route('/api/tencent', provider.routes);
  app.route('/api/moderation', shopModerationRoutes(deps, rooms));
  commerce.mount(app);
  app.route('/api/users', userRoutes(deps));
  app.route('/api/gifts', gifts.catalogueRoutes);
  app.route('/api/webhooks', webhooks.routes);
  app.use('/whip/*', limits.limit('media', { address: { points: 60, seconds: 60 } }));
  app.use('/whep/*', limits.limit('watch', { address: { points: 600, seconds: 60 } }));
  app.route(
    '/',
    mediaRoutes({
      engine: media.engine,
      mayPublish: async (name, bearer) => void (await authorizePublish({ db, verify }, name, bearer)),
      mayPlay: async (_name, bearer) => void permit(bearer ? await verify(bearer) : undefined, 'live.watch'),
    }),
  );
  app.route('/', embedRoutes());
  if (tencent) app.route('/', vendorRoutes());
  app.route(
    '/',
    pageRoutes({
      demo: config.demo,
      shopUrl: `http://localhost:${config.demoShopPort}`,
      publicUrl: config.publicUrl,
      tencent: config.tencent,
    }),
  );
  app.route(
    '/',
    operationRoutes(deps, () => app),
  );
  if (config.demo)
    app.route(
      '/',
      demoRoutes(shopSecret ?? '', async (token) => welcome(deps, (await verify(token)).userId)),
    );

  return {
    fetch,
    /** Takes the sockets of this HTTP server. */
    attach: (server: Pick<Server, 'on'>): void => rooms.attach(server),
    /** Begins what runs by itself: expiry of reservations, reports of payments, refunds, gifts, webhooks, tidying up. */
    start(): void {
      for (const part of [commerce, gifts, webhooks, pruning]) part.start();
      provider?.start().catch((error: unknown) => deps.log.error({ err: error }, 'Tencent was not caught up with'));
    },
    /** Ends it, and closes every socket with "restart". */
    async stop(): Promise<void> {
      await Promise.all([commerce.stop(), gifts.stop(), webhooks.stop(), pruning.stop()]);
      await rooms.close();
      provider?.close();
    },
  };
}
