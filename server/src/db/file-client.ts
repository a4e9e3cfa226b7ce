import type { Client, InStatement, InValue, ResultSet } from '@libsql/client';
import Libsql from 'libsql';

/** What the server needs of a libSQL client, on a file as on a remote database. */
export type SqlClient = Pick<Client, 'execute' | 'batch' | 'reconnect' | 'close'>;

interface Prepared {
  statement: Libsql.Statement;
  /** Names of what it returns; undefined for a statement that returns nothing. */
  columns: string[] | undefined;
}

/** The server's own statements are fewer; what is beyond is a list of varying length. */
const MAX_PREPARED = 500;

/** As many columns as one of our statements may return. */
const MAX_COLUMNS = 64;

/** One row: by name as own properties, and by place, as Drizzle reads where two columns share a name. */
class ResultRow {
  readonly #values: readonly unknown[];

  constructor(values: readonly unknown[], columns: readonly string[]) {
    this.#values = values;
    const named = this as unknown as Record<string, unknown>;
    for (let place = 0; place < values.length; place++) {
      const name = columns[place]!;
      if (!(name in named)) named[name] = values[place];
      // `select 1` names its column "1"; where there is such a place, the place wins.
      else if (!Object.hasOwn(named, name) && !(Number(name) < values.length))
        Object.defineProperty(named, name, { value: values[place], enumerable: true });
    }
  }

  get length(): number {
    return this.#values.length;
  }

  static valueAt(row: ResultRow, place: number): unknown {
    return row.#values[place];
  }
}

// Places live on the prototype: as own properties they would be listed among the names.
for (let place = 0; place < MAX_COLUMNS; place++) {
  Object.defineProperty(ResultRow.prototype, place, {
    get(this: ResultRow) {
      return ResultRow.valueAt(this, place);
    },
  });
}

/** SQLite knows no booleans; an undefined argument is a bug that must not become a NULL. */
function toArgument(value: InValue | undefined): unknown {
  if (value === undefined) throw new TypeError('undefined cannot be an argument of a statement');
  return typeof value === 'boolean' ? Number(value) : value;
}

/**
 * A database file through one connection that keeps its statements prepared. `@libsql/client` prepares every statement again,
 * which is most of what a small write costs.
 */
export function openFile(path: string): SqlClient {
  let connection = new Libsql(path);
  let prepared = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    const columns = statement.reader
      ? statement
          .raw()
          .columns()
          .map(({ name }) => name)
      : undefined;
    if (prepared.size >= MAX_PREPARED) prepared.delete(prepared.keys().next().value!);
    prepared.set(sql, { statement, columns });
    return { statement, columns };
  }

  function run(input: InStatement): ResultSet {
    const { sql, args = [] } = typeof input === 'string' ? { sql: input } : input;
    const { statement, columns } = prepare(sql);
    const values = (args as InValue[]).map(toArgument);
    try {
      if (!columns)
        return { rows: [], columns: [], columnTypes: [], rowsAffected: statement.run(values).changes } as unknown as ResultSet;
      const rows = (statement.all(values) as unknown[][]).map((row) => new ResultRow(row, columns));
      return { rows, columns, columnTypes: [], rowsAffected: 0, lastInsertRowid: undefined } as unknown as ResultSet;
    } catch (error) {
      // A statement that failed half-way may not be used again.
      prepared.delete(sql);
      throw error;
    }
  }

  return {
    async execute(statement: InStatement | string, args?: unknown) {
      return run(args === undefined ? statement : { sql: statement as string, args: args as InValue[] });
    },
    async batch(statements) {
      connection.exec('begin immediate');
      try {
        const results = statements.map((statement) => run(statement as InStatement));
        connection.exec('commit');
        return results;
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback');
        throw error;
      }
    },
    async reconnect() {
      prepared = new Map();
      connection.close();
      connection = new Libsql(path);
    },
    close() {
      prepared.clear();
      connection.close();
    },
  };
}
