import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { NewWord, Word } from '@vitrine/core/schemas/moderation.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../db/client.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Deps } from '../deps.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { ulid } from '../ids.ts';
import { audit } from './audit.ts';
import { SHOP } from './settings.ts';
import { listedWords } from './tables.ts';
import { BUILT_IN } from './words/built-in.ts';
import { WordFilter } from './words/word-filter.ts';

/** A shop with more words than this is refused another one: the list is searched for every message. */
const MAX_WORDS = 5_000;

type Needs = Pick<Deps, 'db' | 'writes' | 'now'>;

const toWord = ({ id, word, language, action, match, createdAt }: typeof listedWords.$inferSelect): Word => ({
  id,
  word,
  language,
  action,
  match,
  createdAt,
});

/** The built-in words and the shop's. */
export async function wordsOf(db: Database): Promise<WordFilter> {
  const own = await db.select().from(listedWords).limit(MAX_WORDS);
  return new WordFilter([...BUILT_IN, ...own]);
}

/** One page of the shop's own words, in the order they were added. */
export async function wordPage(
  db: Database,
  { language, cursor, limit = 100 }: { language?: string; cursor?: string; limit?: number },
): Promise<{ items: Word[]; cursor: string }> {
  const after = fromCursor(cursor, 1)?.[0];
  const rows = await db
    .select()
    .from(listedWords)
    .where(
      and(
        language === undefined ? undefined : eq(listedWords.language, language),
        after === undefined ? undefined : gt(listedWords.id, String(after)),
      ),
    )
    .orderBy(asc(listedWords.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toWord);
  return { items, cursor: rows.length > limit ? toCursor([items.at(-1)!.id]) : '' };
}

const changed = (id: string, changeId: string) =>
  sql`exists (select 1 from ${listedWords} where ${listedWords.id} = ${id} and ${listedWords.changeId} = ${changeId})`;

/** Adds a word. Throws `conflict` where it is listed already and `limit-reached` where the list is full. */
export async function addWord(
  { db, writes, now }: Needs,
  actor: Principal,
  fields: v.InferOutput<typeof NewWord>,
): Promise<Word> {
  const word: Word = { ...fields, id: ulid(), createdAt: now() };
  const changeId = ulid();
  const listed = sql`exists (select 1 from ${listedWords} where ${listedWords.word} = ${word.word}
    and ${listedWords.language} = ${word.language})`;
  const room = sql`(select count(*) from ${listedWords}) < ${MAX_WORDS}`;
  const done = await writes.commit([
    insertWhere(db, listedWords, { ...word, changeId }, sql`not ${listed} and ${room}`),
    audit(db, { actor, ts: word.createdAt, liveId: SHOP, act: 'word-add', details: { ...fields } }, changed(word.id, changeId)),
  ]);
  if (done) return word;
  const [known] = await db
    .select()
    .from(listedWords)
    .where(and(eq(listedWords.word, word.word), eq(listedWords.language, word.language)));
  if (known) throw new LiveError('conflict', 'This word is listed already');
  throw new LiveError('limit-reached', `A shop lists at most ${MAX_WORDS} words`);
}

/** Changes what happens to a word. */
export async function changeWord(
  { db, writes, now }: Needs,
  actor: Principal,
  id: string,
  change: Partial<Pick<Word, 'action' | 'match'>>,
): Promise<Word> {
  const changeId = ulid();
  const done = await writes.commit([
    sql`update ${listedWords} set change_id = ${changeId}, action = coalesce(${change.action ?? null}, action),
      "match" = coalesce(${change.match ?? null}, "match") where ${listedWords.id} = ${id}`,
    audit(db, { actor, ts: now(), liveId: SHOP, act: 'word-change', details: { id, ...change } }, changed(id, changeId)),
  ]);
  const [row] = done ? await db.select().from(listedWords).where(eq(listedWords.id, id)) : [];
  if (!row) throw new LiveError('not-found', 'There is no such word');
  return toWord(row);
}

/** Takes a word off the list. */
export async function removeWord({ db, writes, now }: Needs, actor: Principal, id: string): Promise<void> {
  const [row] = await db.select().from(listedWords).where(eq(listedWords.id, id));
  const changeId = ulid();
  const happened = changed(id, changeId);
  const done = await writes.commit([
    sql`update ${listedWords} set change_id = ${changeId} where ${listedWords.id} = ${id}`,
    audit(
      db,
      { actor, ts: now(), liveId: SHOP, act: 'word-remove', details: { word: row?.word, language: row?.language } },
      happened,
    ),
    sql`delete from ${listedWords} where ${listedWords.id} = ${id} and ${listedWords.changeId} = ${changeId}`,
  ]);
  if (!done) throw new LiveError('not-found', 'There is no such word');
}
