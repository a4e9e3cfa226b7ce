import type * as v from 'valibot';
import type { Request } from '../http.ts';
import { CommissionBalances, type CommissionBalance, type CommissionRate, CommissionRates } from '../schemas/commission.ts';

/** Whose statement, and from when to before when, in milliseconds since 1970. */
export type StatementSpan = { readonly hostId?: string; readonly from?: number; readonly to?: number };

export type Balance = v.InferOutput<typeof CommissionBalance>;

/** What hosts get, and what they have earned. */
export class CommissionRepository {
  readonly #request: Request;

  constructor({ request }: { request: Request }) {
    this.#request = request;
  }

  async rates(): Promise<readonly CommissionRate[]> {
    return (await this.#request(CommissionRates, 'GET', '/commission/rates')).items;
  }

  /** Sets one rate, from the next payment on; 0 basis points end it. Gives all of them. */
  async setRate(rate: CommissionRate): Promise<readonly CommissionRate[]> {
    return (await this.#request(CommissionRates, 'PUT', '/commission/rates', { body: rate })).items;
  }

  /** A host gets their own, whatever they ask for. */
  async balances(span: StatementSpan = {}): Promise<readonly Balance[]> {
    return (await this.#request(CommissionBalances, 'GET', '/commission/balances', { query: { ...span } })).items;
  }
}
