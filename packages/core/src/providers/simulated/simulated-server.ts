import * as v from 'valibot';
import { LiveError } from '../../errors.ts';
import type { Request, RequestOptions } from '../../http.ts';
import { routes } from './routes.ts';
import type { ShopState } from './shop-state.ts';

/** One request as the simulated server got it. */
export interface StageRequest extends Pick<RequestOptions, 'body' | 'query' | 'idempotencyKey' | 'keepalive'> {
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
  readonly #lost = new Set<Rule>();

  constructor(state: ShopState) {
    this.#state = state;
  }

  readonly request: Request = async (schema, method, path, options = {}) => {
    const { body, query, idempotencyKey, keepalive, signal } = options;
    this.requests.push({ method, path, body, query, idempotencyKey, keepalive });
    await this.follow(`${method} ${path}`);
    if (signal?.aborted) throw new LiveError('cancelled', 'Cancelled');
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (!match) continue;
      const params = match.slice(1).map(decodeURIComponent);
      const answer = route.answer(this.#state, { params, body: body as never, query: query ?? {}, idempotencyKey });
      await follow(this.#lost, `${method} ${path}`);
      return v.parse(schema, answer === undefined ? {} : structuredClone(answer));
    }
    throw new LiveError('not-found', `The simulated server has no ${method} ${path}`);
  };

  /** Adds a rule for what matches `pattern` (`POST /orders`, `GET /lives/*`); returns how to take it back. */
  rule(pattern: string, act: () => Promise<void>): () => void {
    return added(this.#rules, { pattern, act });
  }

  /** Does what matches, but loses the answer; returns how to take it back. */
  lose(pattern: string): () => void {
    const act = () => Promise.reject(new LiveError('timeout', 'The answer is lost'));
    return added(this.#lost, { pattern, act });
  }

  /** Applies the rules to `what`, and lets a moment pass as any server does. */
  async follow(what: string): Promise<void> {
    await Promise.resolve();
    await follow(this.#rules, what);
  }
}

function added(rules: Set<Rule>, rule: Rule): () => void {
  rules.add(rule);
  return () => void rules.delete(rule);
}

async function follow(rules: ReadonlySet<Rule>, what: string): Promise<void> {
  for (const { pattern, act } of rules) if (matches(pattern, what)) await act();
}

function matches(pattern: string, what: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(what);
}
