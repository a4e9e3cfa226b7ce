import { LiveError } from '../../errors.ts';
import type { Member } from '../../schemas/audience.ts';
import { type Route, route } from './route.ts';
import type { ShopState } from './shop-state.ts';

/** What moderators decide about members and messages, and the rules of the room. */
export const moderationRoutes: readonly Route[] = [
  route('POST', '/lives/:id/members/:user/mute', (state, { params: [, userId = ''], body }) => mute(state, userId, endOf(body))),
  route('POST', '/lives/:id/members/:user/ban', (state, { params: [, userId = ''], body }) => {
    const until = endOf(body);
    decide(state, userId, { bannedUntil: until });
    if (until > 0) state.audience = state.audience.filter((user) => user.userId !== userId);
    state.emit({ type: 'member.banned', userId, until });
  }),
  route('GET', '/lives/:id/members', ({ members }, { query: { standing } }) => {
    const fits = ({ mutedUntil, bannedUntil, administrator }: Member): boolean =>
      standing === 'muted' ? mutedUntil > 0 : standing === 'banned' ? bannedUntil > 0 : administrator;
    return { items: [...members.values()].filter(fits), cursor: '' };
  }),
  route('PUT', '/lives/:id/administrators/:user', (state, { params: [, userId = ''] }) => {
    decide(state, userId, { administrator: true });
    state.emit({ type: 'member.appointed', userId });
  }),
  route('DELETE', '/lives/:id/administrators/:user', (state, { params: [, userId = ''] }) => {
    decide(state, userId, { administrator: false });
    state.emit({ type: 'member.dismissed', userId });
  }),
  route('GET', '/lives/:id/moderation', ({ moderation }) => moderation),
  route('PUT', '/lives/:id/moderation', (state, { body }) => {
    const { settings, own } = state.moderation;
    state.moderation = { settings: { ...settings, ...(body as object) }, own: { ...own, ...(body as object) } };
    state.emit({ type: 'chat.changed', chat: state.snapshot().chat! });
    return state.moderation;
  }),
  route('DELETE', '/lives/:id/barrages/:barrage', (state, { params: [, barrageId = ''] }) => {
    state.emit({ type: 'barrage.removed', barrageId });
  }),
  route('PUT', '/lives/:id/pin', (state, { body }) => {
    const said = state.barrages.find(({ eventId }) => eventId === (body as { barrageId: string }).barrageId);
    if (said?.type !== 'barrage.sent') throw new LiveError('not-found', 'No such message');
    const { eventId, text, sender, ts } = said;
    state.emit({ type: 'barrage.pinned', pinned: { eventId, text, sender, ts } });
  }),
  route('DELETE', '/lives/:id/pin', (state) => void state.emit({ type: 'barrage.unpinned' })),
  route('GET', '/lives/:id/held', ({ held }) => ({ items: held, cursor: '' })),
  route('POST', '/lives/:id/held/:barrage/:decision', (state, { params: [, id = '', decision] }) => {
    const held = state.held.find(({ eventId }) => eventId === id);
    if (!held) throw new LiveError('not-found', 'No such message');
    state.held = state.held.filter((other) => other !== held);
    const { text, sender } = held;
    if (decision === 'approve') state.emit({ type: 'barrage.sent', eventId: id, id, text, sender });
    tellQueue(state);
  }),
  route('POST', '/lives/:id/reports', () => undefined),
  route('GET', '/lives/:id/reports', ({ reports }) => ({ items: reports, cursor: '' })),
  route('POST', '/lives/:id/reports/:report/close', (state, { params: [, reportId] }) => {
    state.reports = state.reports.filter(({ id }) => id !== reportId);
    tellQueue(state);
  }),
  route('GET', '/lives/:id/audit', ({ audit }) => ({ items: audit, cursor: '' })),
];

/** When a punishment of so many seconds ends; 0 lifts it. */
const endOf = ({ seconds }: { seconds: number }): number => (seconds === 0 ? 0 : Date.now() + seconds * 1000);

/** Keeps what was decided about a member, for the lists of the moderators. */
function decide(state: ShopState, userId: string, change: Partial<Member>): void {
  const userName = state.audience.find((user) => user.userId === userId)?.userName ?? '';
  const before = state.members.get(userId) ?? { userId, userName, mutedUntil: 0, bannedUntil: 0, administrator: false };
  state.members.set(userId, { ...before, ...change });
}

export function mute(state: ShopState, userId: string, until: number): void {
  if (userId === state.session.user.id) state.mutedUntil = until;
  decide(state, userId, { mutedUntil: until });
  state.emit({ type: 'member.muted', userId, until });
}

/** Tells the moderators how much waits for them. */
export function tellQueue(state: ShopState): void {
  state.emit({ type: 'moderation.queued', held: state.held.length, reports: state.reports.length });
}
