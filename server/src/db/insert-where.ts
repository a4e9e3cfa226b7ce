import { getTableColumns, type InferSelectModel, is, SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './client.ts';

/** A whole row, every column named; a value may be computed by the database. */
export type Row<T extends SQLiteTable> = { [K in keyof InferSelectModel<T>]: InferSelectModel<T>[K] | SQL };

/** Inserts a row if `when` holds; otherwise nothing, and without raising. What a guard and most of a change are made of. */
export function insertWhere<T extends SQLiteTable>(db: Database, table: T, row: Row<T>, when: SQL) {
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value: unknown = row[name as keyof Row<T>];
    return value === null || is(value, SQL) ? sql`${value}` : sql`${sql.param(value, column)}`;
  });
  return db.insert(table).select(sql`select ${sql.join(values, sql`, `)} where ${when}`);
}
