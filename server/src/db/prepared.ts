import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { InArgs } from '@libsql/client';
import type { Database } from './client.ts';
import { type Rendered, render, Slot } from './render.ts';

/** What SQLite takes as it is; whatever else a column holds is encoded by the caller. */
export type Value = string | number | null;

/** A place for each value, to be put into `sql` like the value itself. */
export type Slots<T> = { readonly [K in keyof T]: SQL };

const slots = <T>(): Slots<T> => new Proxy({} as Slots<T>, { get: (_, name) => sql`${sql.param(new Slot(String(name)))}` });

const filled = ({ sql: text, args }: Rendered, values: Readonly<Record<string, Value>>): Rendered => ({
  sql: text,
  args: args.map((arg) => (arg instanceof Slot ? values[arg.name] : arg)),
});

/**
 * Statements whose text never changes: written down once, however often they run. Building them anew out of `sql` was most of
 * what an order cost besides the database itself.
 */
export function prepareStatements<T extends Record<string, Value>>(
  build: (slots: Slots<T>) => readonly [SQLWrapper, ...SQLWrapper[]],
): (values: T) => [Rendered, ...Rendered[]] {
  let texts: Rendered[] | undefined;
  return (values) => {
    texts ??= build(slots<T>()).map((statement) => render(statement.getSQL()));
    return texts.map((text) => filled(text, values)) as [Rendered, ...Rendered[]];
  };
}

/** A read whose text never changes; its rows are as SQLite has them, under the names that the statement gives. */
export function prepareRead<T extends Record<string, Value>, R>(build: (slots: Slots<T>) => SQL) {
  let text: Rendered | undefined;
  return async (db: Database, values: T): Promise<R[]> => {
    text ??= render(build(slots<T>()));
    const { rows } = await db.$client.execute(filled(text, values) as { sql: string; args: InArgs });
    return rows as unknown as R[];
  };
}
