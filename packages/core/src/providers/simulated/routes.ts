import { deskRoutes } from './desk-routes.ts';
import { sendGift, topUp } from './gifts.ts';
import { moderationRoutes } from './moderation-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { productRoutes } from './product-routes.ts';
import { type Route, route } from './route.ts';
import { showRoutes } from './show-routes.ts';

/** The server's REST interface, as far as stories and unit tests need it. The first that fits answers. */
export const routes: readonly Route[] = [
  ...deskRoutes,
  ...showRoutes,
  ...moderationRoutes,
  ...productRoutes,
  ...orderRoutes,
  ...peopleRoutes,

  route('POST', '/sessions', (state) => state.session),

  route('GET', '/lives/:id/gifts', ({ categories }) => ({ categories })),
  route('POST', '/lives/:id/gifts', (state, { body }) => sendGift(state, body)),
  route('GET', '/lives/:id/gifts/summary', ({ total }) => ({ ...total, topSenders: [] })),
  route('GET', '/users/me/wallet', ({ wallet }) => wallet),
  route('POST', '/users/me/wallet/top-ups', (state, { body }) => topUp(state, (body as { packageId: string }).packageId)),
  route('GET', '/users/me/wallet/top-ups', () => ({ items: [], cursor: '' })),
];
