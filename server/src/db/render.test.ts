import assert from 'node:assert/strict';
import { test } from 'node:test';
import { and, eq, gte, inArray, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { alias, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { lives } from '../live/tables.ts';
import { cartLines, orders } from '../orders/tables.ts';
import { products, skus } from '../products/tables.ts';
import { insertWhere } from './insert-where.ts';
import { render } from './render.ts';

const db = drizzle('file::memory:', { casing: 'snake_case' });
const dialect = new SQLiteSyncDialect({ casing: 'snake_case' });
const happened = sql`exists (select 1 from ${orders} where ${orders.id} = ${'o1'} and ${orders.changeId} = ${'c1'})`;
const twin = alias(skus, 'twin');

const STATEMENTS: Record<string, SQLWrapper> = {
  'plain sql with columns, tables and values': sql`update ${skus} set stock = stock - ${3} where ${skus.id} = ${'a'} and ${happened}`,
  'an update': db
    .update(orders)
    .set({ status: 'paid', changeId: 'c1' })
    .where(and(eq(orders.id, 'o1'), happened)),
  'an update with a computed value': db
    .update(skus)
    .set({ stock: sql`${skus.stock} + ${1}` })
    .where(gte(skus.stock, 2)),
  'an insert of values': db.insert(cartLines).values({ id: 'l', userId: 'u', skuId: 's', quantity: 1, createdAt: 5 }),
  'an insert with JSON and nulls': db
    .insert(products)
    .values({ id: 'p', changeId: 'c', title: "O'Neill", images: ['a.png'], createdAt: 1, url: null }),
  'an insert on conflict': db
    .insert(cartLines)
    .values({ id: 'l', userId: 'u', skuId: 's', quantity: 1, createdAt: 5 })
    .onConflictDoUpdate({
      target: [cartLines.userId, cartLines.skuId],
      set: { quantity: sql`${cartLines.quantity} + 1` },
      setWhere: happened,
    }),
  'an insert on condition': insertWhere(
    db,
    cartLines,
    { id: 'l', changeId: 'c', userId: 'u', skuId: 's', quantity: sql`${2} + 2`, createdAt: 5 },
    happened,
  ),
  'a delete': db.delete(cartLines).where(and(eq(cartLines.userId, 'u'), inArray(cartLines.skuId, ['a', 'b']))),
  'raw text': sql`select ${sql.raw('rowid')} from ${lives} where ${lives.status} in ${['live', 'ended']}`,
  'identifiers and joined parts': sql`select ${sql.join([sql.identifier('a"b'), sql`${1}`, undefined, sql``], sql`, `)}`,
  'an alias': sql`select ${twin.id} from ${skus} ${twin} where ${twin.stock} > ${0}`,
  'a subquery, which is left to Drizzle': sql`select * from ${db.select({ id: skus.id }).from(skus).as('sub')}`,
  'a value that only Drizzle can write': sql`select ${new Date(0)}`,
  'inlined values': sql`select ${sql`${5}`.inlineParams()}`,
};

for (const [what, statement] of Object.entries(STATEMENTS)) {
  test(`${what} is written as Drizzle writes it`, () => {
    const expected = dialect.sqlToQuery(statement.getSQL() as SQL);

    for (const _ of [1, 2]) assert.deepEqual(render(statement.getSQL()), { sql: expected.sql, args: expected.params });
  });
}
