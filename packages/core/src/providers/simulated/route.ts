import type { ShopState } from './shop-state.ts';

export interface Asked {
  readonly params: readonly string[];
  /** Whatever the page sent: the simulation trusts it. */
  readonly body: never;
  readonly query: Record<string, string | number | undefined>;
  readonly idempotencyKey: string | undefined;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (state: ShopState, asked: Asked) => unknown;
}

/** `:names` in the path are given to `answer` in their order. */
export const route = (method: string, path: string, answer: Route['answer']): Route => ({
  method,
  path: new RegExp(`^${path.replaceAll(/:[a-z]+/gi, '([^/]+)')}$`),
  answer,
});

/** As the server does it: `limit` at a time, the cursor says where to go on. */
export function pageOf<T>(items: readonly T[], query: Asked['query']): { items: T[]; cursor: string } {
  const from = Number(query['cursor'] ?? 0);
  const end = from + Number(query['limit'] ?? 20);
  return { items: items.slice(from, end), cursor: end < items.length ? String(end) : '' };
}
