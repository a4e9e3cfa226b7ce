import { Hono } from 'hono';
import * as v from 'valibot';
import { Done, Id } from '@vitrine/core/schemas/common.ts';
import { AuditPage, Moderation, ModerationPatch, NewWord, Word, WordPage } from '@vitrine/core/schemas/moderation.ts';
import { permit } from '../auth/permissions.ts';
import type { Deps } from '../deps.ts';
import { allow } from '../http/allow.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { auditPage } from './audit.ts';
import { PageQuery } from './page-query.ts';
import { changeModeration, moderationOf, SHOP } from './settings.ts';
import { addWord, changeWord, removeWord, wordPage } from './word-list.ts';

const WordParam = v.object({ wordId: Id });
const WordsQuery = v.object({ language: v.optional(v.pipe(v.string(), v.maxLength(12))), ...PageQuery.entries });
const WordChange = v.object({
  action: v.optional(Word.entries.action.wrapped),
  match: v.optional(Word.entries.match.wrapped),
});

/** `/api/moderation`: what holds in every room of the shop that does not say otherwise, and its list of words. */
export const shopModerationRoutes = (deps: Pick<Deps, 'db' | 'writes' | 'now'>, { guard }: Pick<Rooms, 'guard'>) => {
  const { db } = deps;
  const action = 'moderation.manage';
  return new Hono<Env>()
    .get('/', describe('The rules of every chat of the shop', 'Moderation', { 200: Moderation }), allow(action), async (c) =>
      c.json(await moderationOf(db, SHOP)),
    )
    .put(
      '/',
      describe('Change the rules of every chat that does not say otherwise', 'Moderation', { 200: Moderation }),
      allow(action),
      valid('json', ModerationPatch),
      async (c) => {
        const changed = await changeModeration(deps, SHOP, permit(c.get('principal'), action), c.req.valid('json'));
        guard.forget();
        return c.json(changed);
      },
    )
    .get(
      '/words',
      describe('The shop’s own words, beside the built-in ones', 'Moderation', { 200: WordPage }),
      allow(action),
      valid('query', WordsQuery),
      async (c) => c.json(await wordPage(db, c.req.valid('query'))),
    )
    .post('/words', describe('List a word', 'Moderation', { 201: Word }), allow(action), valid('json', NewWord), async (c) => {
      const word = await addWord(deps, permit(c.get('principal'), action), c.req.valid('json'));
      guard.forget();
      return c.json(word, 201);
    })
    .patch(
      '/words/:wordId',
      describe('Change what happens to a word', 'Moderation', { 200: Word }),
      allow(action),
      valid('param', WordParam),
      valid('json', WordChange),
      async (c) => {
        const { wordId } = c.req.valid('param');
        const word = await changeWord(deps, permit(c.get('principal'), action), wordId, c.req.valid('json'));
        guard.forget();
        return c.json(word);
      },
    )
    .delete(
      '/words/:wordId',
      describe('Take a word off the list', 'Moderation', { 200: Done }),
      allow(action),
      valid('param', WordParam),
      async (c) => {
        await removeWord(deps, permit(c.get('principal'), action), c.req.valid('param').wordId);
        guard.forget();
        return c.json({});
      },
    )
    .get(
      '/audit',
      describe('What moderators did in the whole shop, the newest first', 'Moderation', { 200: AuditPage }),
      allow(action),
      valid('query', PageQuery),
      async (c) => c.json(await auditPage(db, c.req.valid('query'))),
    );
};
