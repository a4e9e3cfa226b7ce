import { LiveError } from '../../errors.ts';
import type { Following, ShopIdentity, UserProfile } from '../../schemas/user.ts';
import { type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';

/** Profiles, what the shop says of people, and follows. */
export const peopleRoutes: readonly Route[] = [
  route('GET', '/users', (state, { query: { q = '' } }) => {
    const isThere = [state.live.hostId, ...state.audience.map(({ userId }) => userId)].includes(String(q));
    return { items: isThere ? [profileOf(state, String(q))] : [] };
  }),
  route('GET', '/users/:id', (state, { params: [userId = ''] }) => profileOf(state, userId)),
  route('PUT', '/users/:id/identity', (state, { params: [userId = ''], body }) => {
    state.desk.identities.set(userId, body as ShopIdentity);
    return profileOf(state, userId);
  }),
  route('PUT', '/users/:id/follow', (state) => follow(state, true)),
  route('DELETE', '/users/:id/follow', (state) => follow(state, false)),
];

function profileOf(state: ShopState, userId: string): UserProfile {
  const { userName } = state.audience.find((user) => user.userId === userId) ?? { userName: state.live.hostName };
  return { userId, userName, ...state.desk.identities.get(userId), level: 1, ...followingOf(state) };
}

const followingOf = ({ following, followers }: ShopState): Following => ({ following, followers });

function follow(state: ShopState, following: boolean): Following {
  if (state.session.user.role === 'guest') throw new LiveError('forbidden', 'Sign in to follow');
  if (state.following !== following) state.followers += following ? 1 : -1;
  state.following = following;
  return followingOf(state);
}
