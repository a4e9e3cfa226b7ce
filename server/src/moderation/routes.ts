import { Hono } from 'hono';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { MemberPage, MemberStanding } from '@vitrine/core/schemas/audience.ts';
import { BarrageId, NewNotice, NewPin } from '@vitrine/core/schemas/barrage.ts';
import { Done, Id, LiveId, Reason } from '@vitrine/core/schemas/common.ts';
import { Live } from '@vitrine/core/schemas/live.ts';
import {
  AuditPage,
  HeldPage,
  Moderation,
  ModerationPatch,
  NewReport,
  Report,
  ReportPage,
} from '@vitrine/core/schemas/moderation.ts';
import { type Action, permit } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import type { Deps } from '../deps.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import { liveFor } from '../live/access.ts';
import { appoint, membersPage } from '../live/moderation.ts';
import { updateShow } from '../live/show.ts';
import { isBanned, type LiveRow, toLive } from '../live/statements.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { audit, auditPage } from './audit.ts';
import { decide, heldPage } from './held.ts';
import { pinBarrage, removeBarrage } from './messages.ts';
import { PageQuery } from './page-query.ts';
import { closeReport, report, reportPage } from './reports.ts';
import { changeModeration, moderationOf } from './settings.ts';

const LiveParam = v.object({ id: LiveId });
const MemberParam = v.object({ id: LiveId, userId: Id });
const BarrageParam = v.object({ id: LiveId, barrageId: BarrageId });
const ReportParam = v.object({ id: LiveId, reportId: Id });
const Why = v.object({ reason: Reason });
const MembersQuery = v.object({ standing: MemberStanding, ...PageQuery.entries });
const ReportsQuery = v.object({ status: v.optional(Report.entries.status), ...PageQuery.entries });

/** Under `/api/lives/:id`: the rules of a room's chat, what waits for its moderators, and what they did. */
export const moderationRoutes = (
  deps: Pick<Deps, 'config' | 'db' | 'writes' | 'limits' | 'now'>,
  { hub, guard, barrages }: Pick<Rooms, 'hub' | 'guard' | 'barrages'>,
) => {
  const { db, limits, now } = deps;

  /** Whoever acts, and the live they may do this in. */
  async function acting(
    principal: Principal | undefined,
    action: Action,
    id: string,
  ): Promise<{ actor: Principal; live: LiveRow }> {
    const live = await liveFor(db, principal, action, id);
    return { actor: permit(principal, 'live.watch'), live };
  }

  return new Hono<Env>()
    .get(
      '/:id/moderation',
      describe('The rules of a room’s chat', 'Moderation', { 200: Moderation }),
      valid('param', LiveParam),
      async (c) => {
        const { live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        return c.json(await moderationOf(db, live.id));
      },
    )
    .put(
      '/:id/moderation',
      describe('Change the rules of a room’s chat; null goes back to the shop’s', 'Moderation', { 200: Moderation }),
      valid('param', LiveParam),
      valid('json', ModerationPatch),
      async (c) => {
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        const changed = await changeModeration(deps, live.id, actor, c.req.valid('json'));
        guard.forget();
        return c.json(changed);
      },
    )
    .get(
      '/:id/members',
      describe('Who is muted, banned or an administrator', 'Moderation', { 200: MemberPage }),
      valid('param', LiveParam),
      valid('query', MembersQuery),
      async (c) => {
        const { live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        return c.json(await membersPage(deps, live.id, c.req.valid('query')));
      },
    )
    .put(
      '/:id/administrators/:userId',
      describe('Let a user moderate this room', 'Moderation', { 200: Done }),
      valid('param', MemberParam),
      async (c) => {
        const { id, userId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.appoint', id);
        await appoint(deps, live, actor, userId, true);
        return c.json({});
      },
    )
    .delete(
      '/:id/administrators/:userId',
      describe('Let a user moderate this room no longer', 'Moderation', { 200: Done }),
      valid('param', MemberParam),
      async (c) => {
        const { id, userId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.appoint', id);
        await appoint(deps, live, actor, userId, false);
        return c.json({});
      },
    )
    .delete(
      '/:id/barrages/:barrageId',
      describe('Take a message away', 'Moderation', { 200: Done }),
      valid('param', BarrageParam),
      valid('query', Why),
      async (c) => {
        const { id, barrageId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', id);
        await removeBarrage({ ...deps, barrages }, live, actor, { barrageId, reason: c.req.valid('query').reason });
        return c.json({});
      },
    )
    .put(
      '/:id/pin',
      describe('Keep a message in view', 'Moderation', { 200: Done }),
      valid('param', LiveParam),
      valid('json', NewPin),
      async (c) => {
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        await pinBarrage({ ...deps, barrages }, live, actor, c.req.valid('json').barrageId);
        return c.json({});
      },
    )
    .delete(
      '/:id/pin',
      describe('Let go of the message in view', 'Moderation', { 200: Done }),
      valid('param', LiveParam),
      async (c) => {
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        await pinBarrage({ ...deps, barrages }, live, actor, undefined);
        return c.json({});
      },
    )
    .put(
      '/:id/notice',
      describe('Set the notice of a room', 'Moderation', { 200: Live }),
      valid('param', LiveParam),
      valid('json', NewNotice),
      async (c) => {
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        const { notice } = c.req.valid('json');
        const entry = { actor, ts: now(), liveId: live.id, act: 'notice' as const, details: { notice } };
        return c.json(toLive(await updateShow(deps, hub, live.id, { notice }, (happened) => [audit(db, entry, happened)]), hub));
      },
    )
    .get(
      '/:id/held',
      describe('Messages that wait for a moderator, the longest first', 'Moderation', { 200: HeldPage }),
      valid('param', LiveParam),
      valid('query', PageQuery),
      async (c) => {
        const { live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        return c.json(await heldPage(db, live.id, c.req.valid('query')));
      },
    )
    .post(
      '/:id/held/:barrageId/approve',
      describe('Show a message that waits', 'Moderation', { 200: Done }),
      valid('param', BarrageParam),
      async (c) => {
        const { id, barrageId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', id);
        await decide(deps, hub, { liveId: live.id, eventId: barrageId, actor, approved: true });
        return c.json({});
      },
    )
    .post(
      '/:id/held/:barrageId/reject',
      describe('Do not show a message that waits', 'Moderation', { 200: Done }),
      valid('param', BarrageParam),
      valid('json', Why),
      async (c) => {
        const { id, barrageId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', id);
        const { reason } = c.req.valid('json');
        await decide(deps, hub, { liveId: live.id, eventId: barrageId, actor, approved: false, reason });
        return c.json({});
      },
    )
    .post(
      '/:id/reports',
      describe('Report a message or a person', 'Moderation', { 201: Done }),
      limits.limit('reports', { user: { points: 5, seconds: 60 }, address: { points: 20, seconds: 60 } }),
      valid('param', LiveParam),
      valid('json', NewReport),
      async (c) => {
        const { actor, live } = await acting(c.get('principal'), 'live.report', c.req.valid('param').id);
        if (await isBanned(db, live.id, actor.userId, now())) throw new LiveError('forbidden', 'You were removed from this room');
        await report({ ...deps, barrages }, hub, live.id, actor, c.req.valid('json'));
        return c.json({}, 201);
      },
    )
    .get(
      '/:id/reports',
      describe('What was reported, the newest first', 'Moderation', { 200: ReportPage }),
      valid('param', LiveParam),
      valid('query', ReportsQuery),
      async (c) => {
        const { live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        return c.json(await reportPage(db, live.id, c.req.valid('query')));
      },
    )
    .post(
      '/:id/reports/:reportId/close',
      describe('Be done with a report', 'Moderation', { 200: Done }),
      valid('param', ReportParam),
      valid('json', Why),
      async (c) => {
        const { id, reportId } = c.req.valid('param');
        const { actor, live } = await acting(c.get('principal'), 'live.moderate', id);
        await closeReport(deps, hub, { liveId: live.id, id: reportId, actor, reason: c.req.valid('json').reason });
        return c.json({});
      },
    )
    .get(
      '/:id/audit',
      describe('What the moderators of a room did, the newest first', 'Moderation', { 200: AuditPage }),
      valid('param', LiveParam),
      valid('query', PageQuery),
      async (c) => {
        const { live } = await acting(c.get('principal'), 'live.moderate', c.req.valid('param').id);
        return c.json(await auditPage(db, { liveId: live.id, ...c.req.valid('query') }));
      },
    );
};
