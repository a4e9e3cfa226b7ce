import * as v from 'valibot';
import { LiveError } from '../../errors.ts';
import type { Request, RequestOptions } from '../../http.ts';
import { routes } from './routes.ts';
import type { ShopState } from './shop-state.ts';

/** One request as the simulated server got it. */
export interface StageRequest extends Pick<RequestOptions, 'body' | 'query' | 'idempotencyKey'> {
  readonly method: string;
  /** Below `/api`. */
  readonly path: string;
}

interface Rule {
  readonly pattern: string;
  readonly act: () => Promise<void>;
}

/** Answers from memory as the server would, checked by the same schemas; rules let a test refuse or delay what it likes. */
export class SimulatedServer {
  readonly requests: StageRequest[] = [];
  readonly #state: ShopState;
  readonly #rules = new Set<Rule>();

  constructor(state: ShopState) {
    this.#state = state;
  }

  readonly request: Request = async (schema, method, path, options = {}) => {
    const { body, query, idempotencyKey, signal } = options;
    this.requests.push({ method, path, body, query, idempotencyKey });
    await this.follow(`${method} ${path}`);
    if (signal?.aborted) throw new LiveError('cancelled', 'Cancelled');
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (!match) continue;
      const params = match.slice(1).map(decodeURIComponent);
      const answer = route.answer(this.#state, { params, body: body as never, query: query ?? {}, idempotencyKey });
      return v.parse(schema, answer === undefined ? {} : structuredClone(answer));
    }
    throw new LiveError('not-found', `The simulated server has no ${method} ${path}`);
  };

  /** Adds a rule for what matches `pattern` (`POST /orders`, `GET /lives/*`); returns how to take it back. */
  rule(pattern: string, act: () => Promise<void>): () => void {
    const rule = { pattern, act };
    this.#rules.add(rule);
    return () => void this.#rules.delete(rule);
  }

  /** Applies the rules to `what`, and lets a moment pass as any server does. */
  async follow(what: string): Promise<void> {
    await Promise.resolve();
    for (const { pattern, act } of this.#rules) if (matches(pattern, what)) await act();
  }
}

function matches(pattern: string, what: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(what);
}
