import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Session {
  id: string;
  object: 'checkout.session';
  client_reference_id: string;
  amount_total: number;
  currency: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  metadata: Record<string, string>;
  intentMetadata: Record<string, string>;
  url: string;
}

interface StubRefund {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  payment_intent: string;
  status: 'succeeded' | 'failed' | 'pending';
  metadata: Record<string, string>;
}

export interface StripeStubOptions {
  secretKey: string;
  webhookSecret: string;
  /** Carries an event to the shop; resolves to whether it was taken. By default nobody hears of anything. */
  deliver?: (body: string, headers: Record<string, string>) => Promise<unknown>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;
const CURRENCIES = new Set(['usd', 'eur', 'cny', 'jpy', 'kwd', 'isk']);

/** The parameters that each route takes; Stripe refuses any other. */
const SESSION_PARAMETERS =
  /^(mode|client_reference_id|success_url|cancel_url|metadata\[\w+\]|payment_intent_data\[metadata\]\[\w+\]|line_items\[0\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[name))\])$/;
const REFUND_PARAMETERS = /^(payment_intent|amount|reason|metadata\[\w+\])$/;

const metadataIn = (form: URLSearchParams, prefix: string): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const key = name.startsWith(`${prefix}[`) ? /\[(\w+)\]$/.exec(name)?.[1] : undefined;
      return key ? [[key, value]] : [];
    }),
  );

function whole(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? '';
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new Refusal(400, 'parameter_invalid_integer', `Invalid integer: ${name}=${text}`);
  return Number(text);
}

/**
 * The part of Stripe that the server uses, as strict as Stripe itself: keys, parameters, idempotency, amounts. The test says
 * when a buyer pays; events are signed as Stripe signs them, and delivered by whatever the test puts in.
 */
export class StripeStub {
  readonly sessions = new Map<string, Session>();
  readonly refunds = new Map<string, StubRefund>();
  /** Every event so far, to be sent again in any order. */
  readonly events: { id: string; body: string }[] = [];
  /** How the next refunds end. */
  refundsEnd: StubRefund['status'] = 'succeeded';
  /** Answers everything with 503 while true. */
  down = false;
  /** Sessions that it fails to close when it is asked to, so that their buyers can still pay. */
  readonly stuck = new Set<string>();
  deliver: NonNullable<StripeStubOptions['deliver']>;
  readonly #options: StripeStubOptions;
  readonly #running = new Set<string>();
  readonly #replies = new Map<string, { form: string; status: number; body: string }>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(options: StripeStubOptions) {
    this.#options = options;
    this.deliver = options.deliver ?? (async () => {});
  }

  /** Begins to listen; resolves to the address for STRIPE_API_BASE. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The buyer pays on the page of a session. */
  async pay(sessionId: string): Promise<void> {
    const session = this.sessions.get(sessionId);
    if (!session || session.status !== 'open') throw new Error('This page is closed');
    Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: newId('pi') });
    await this.#tell('checkout.session.completed', session);
  }

  /** Nobody paid in time. */
  async expire(sessionId: string): Promise<void> {
    const session = this.sessions.get(sessionId)!;
    session.status = 'expired';
    await this.#tell('checkout.session.expired', session);
  }

  /** Somebody gives money back in Stripe's own dashboard. */
  async refundInDashboard(sessionId: string, amount: number): Promise<void> {
    await this.#refund(this.sessions.get(sessionId)!.payment_intent!, amount, {});
  }

  /** The headers of one delivery. */
  sign(body: string, at = Date.now()): Record<string, string> {
    const t = Math.floor(at / 1000);
    const v1 = createHmac('sha256', this.#options.webhookSecret).update(`${t}.${body}`).digest('hex');
    return { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': `t=${t},v1=${v1}` };
  }

  async #tell(type: string, object: object): Promise<void> {
    const { intentMetadata: _, ...shown } = object as Session;
    const id = newId('evt');
    const body = JSON.stringify({ id, object: 'event', type, created: Math.floor(Date.now() / 1000), data: { object: shown } });
    this.events.push({ id, body });
    await this.deliver(body, this.sign(body));
  }

  async #refund(intent: string, amount: number, metadata: Record<string, string>): Promise<StubRefund> {
    const session = [...this.sessions.values()].find((one) => one.payment_intent === intent);
    if (!session) throw new Refusal(404, 'resource_missing', `No such payment_intent: ${intent}`);
    const given = [...this.refunds.values()].filter((one) => one.payment_intent === intent && one.status !== 'failed');
    const left = session.amount_total - given.reduce((sum, one) => sum + one.amount, 0);
    if (amount > left) throw new Refusal(400, 'charge_already_refunded', `Refund amount (${amount}) is greater than ${left}`);
    const refund: StubRefund = {
      id: newId('re'),
      object: 'refund',
      amount,
      currency: session.currency,
      payment_intent: intent,
      status: this.refundsEnd,
      metadata,
    };
    this.refunds.set(refund.id, refund);
    await this.#tell('refund.created', refund);
    if (refund.status === 'failed') await this.#tell('refund.failed', refund);
    return refund;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'http://stub');
    const key = request.headers['idempotency-key'] as string | undefined;
    let status = 200;
    let body: string;
    try {
      if (this.down) throw new Refusal(503, 'api_error', 'Down for a while');
      if (request.headers.authorization !== `Bearer ${this.#options.secretKey}`)
        throw new Refusal(401, 'api_key', 'Invalid API Key');
      if (request.method === 'POST' && text && request.headers['content-type'] !== 'application/x-www-form-urlencoded')
        throw new Refusal(400, 'content_type', 'Not a form');
      const before = key === undefined ? undefined : this.#replies.get(key);
      if (before && before.form !== text)
        throw new Refusal(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters');
      if (key !== undefined && this.#running.has(key))
        throw new Refusal(409, 'idempotency_key_in_use', 'The first request with this key is still running');
      if (key !== undefined) this.#running.add(key);
      body = before?.body ?? JSON.stringify(await this.#route(request.method ?? '', url, new URLSearchParams(text)));
      if (key !== undefined) {
        this.#replies.set(key, { form: text, status, body });
        this.#running.delete(key);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (key !== undefined && error.code !== 'idempotency_key_in_use') this.#running.delete(key);
      status = error.status;
      const type = error.code === 'idempotency_error' ? 'idempotency_error' : 'invalid_request_error';
      body = JSON.stringify({ error: { type, code: error.code, message: error.message } });
    }
    response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': newId('req') }).end(body);
  }

  async #route(method: string, url: URL, form: URLSearchParams): Promise<object> {
    const path = url.pathname;
    const [, sessionId, act] = /^\/v1\/checkout\/sessions\/(cs_\w+)(\/expire)?$/.exec(path) ?? [];
    const session = sessionId === undefined ? undefined : this.sessions.get(sessionId);
    if (method === 'POST' && path === '/v1/checkout/sessions') return this.#newSession(form);
    if (method === 'POST' && path === '/v1/refunds') {
      for (const name of form.keys()) if (!REFUND_PARAMETERS.test(name)) throw new Refusal(400, 'parameter_unknown', name);
      return this.#refund(form.get('payment_intent') ?? '', whole(form, 'amount'), metadataIn(form, 'metadata'));
    }
    if (method === 'GET' && path === '/v1/refunds') {
      const data = [...this.refunds.values()].filter((one) => one.payment_intent === url.searchParams.get('payment_intent'));
      return { object: 'list', data, has_more: false, url: '/v1/refunds' };
    }
    if (method === 'GET' && path.startsWith('/v1/payment_intents/')) {
      const id = path.slice('/v1/payment_intents/'.length);
      const paid = [...this.sessions.values()].find((one) => one.payment_intent === id);
      if (paid) return { id, object: 'payment_intent', metadata: paid.intentMetadata };
    }
    if (method === 'GET' && session && !act) return session;
    if (method === 'POST' && session && act) {
      if (this.stuck.has(session.id)) throw new Refusal(500, 'api_error', 'Something went wrong on our end');
      if (session.status !== 'open') throw new Refusal(400, 'invalid_state', 'Only open sessions can be expired');
      await this.expire(session.id);
      return session;
    }
    throw new Refusal(404, 'resource_missing', `No such thing: ${method} ${path}`);
  }

  #newSession(form: URLSearchParams): Session {
    for (const name of form.keys()) if (!SESSION_PARAMETERS.test(name)) throw new Refusal(400, 'parameter_unknown', name);
    const currency = form.get('line_items[0][price_data][currency]') ?? '';
    if (form.get('mode') !== 'payment') throw new Refusal(400, 'parameter_invalid', 'mode');
    if (!CURRENCIES.has(currency)) throw new Refusal(400, 'parameter_invalid', `currency ${currency}`);
    for (const name of ['success_url', 'cancel_url'])
      if (!URL.canParse(form.get(name) ?? '')) throw new Refusal(400, 'url_invalid', name);
    if (!form.get('line_items[0][price_data][product_data][name]')) throw new Refusal(400, 'parameter_missing', 'name');
    const id = newId('cs_test');
    const session: Session = {
      id,
      object: 'checkout.session',
      client_reference_id: form.get('client_reference_id') ?? '',
      amount_total: whole(form, 'line_items[0][price_data][unit_amount]') * whole(form, 'line_items[0][quantity]'),
      currency,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      metadata: metadataIn(form, 'metadata'),
      intentMetadata: metadataIn(form, 'payment_intent_data'),
      url: `https://checkout.stripe.example/c/pay/${id}`,
    };
    this.sessions.set(id, session);
    return session;
  }
}
