import * as v from 'valibot';
import type { Request, RequestOptions } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { Done, Page } from '../schemas/common.ts';
import {
  type NewWebhook,
  WebhookDelivery,
  WebhookEndpoint,
  type WebhookPatch,
  type WebhookReplay,
  WebhookWithSecret,
} from '../schemas/webhook.ts';

const Endpoints = v.object({ items: v.array(WebhookEndpoint) });
const Deliveries = Page(WebhookDelivery);

/** Which messages: of which endpoint, and what became of them. */
export interface DeliveryQuery {
  readonly endpointId: string;
  readonly status?: WebhookDelivery['status'];
}

/** The shop's own programs that are told of what happens. */
export class WebhookRepository {
  readonly #request: Request;
  /** What was sent, the newest first. */
  readonly deliveries: PagedList<WebhookDelivery, DeliveryQuery>;

  constructor({ request }: { request: Request }) {
    this.#request = request;
    this.deliveries = new PagedList(
      ({ endpointId, status }, cursor, signal) =>
        request(Deliveries, 'GET', `${pathOf(endpointId)}/deliveries`, { query: { status, cursor }, signal }),
      ({ id }) => id,
    );
  }

  async endpoints(): Promise<readonly WebhookEndpoint[]> {
    return (await this.#request(Endpoints, 'GET', '/webhooks')).items;
  }

  /** The answer holds the secret, this once. */
  create(endpoint: v.InferInput<typeof NewWebhook>): Promise<v.InferOutput<typeof WebhookWithSecret>> {
    return this.#request(WebhookWithSecret, 'POST', '/webhooks', { body: endpoint });
  }

  update(id: string, patch: v.InferInput<typeof WebhookPatch>): Promise<WebhookEndpoint> {
    return this.#request(WebhookEndpoint, 'PATCH', pathOf(id), { body: patch });
  }

  /** With `keepalive` it goes out even though the page is being left. */
  async remove(id: string, options: Pick<RequestOptions, 'keepalive'> = {}): Promise<void> {
    await this.#request(Done, 'DELETE', pathOf(id), options);
  }

  /** A new secret, told this once; the old one signs beside it for a day. */
  rotate(id: string): Promise<v.InferOutput<typeof WebhookWithSecret>> {
    return this.#request(WebhookWithSecret, 'POST', `${pathOf(id)}/rotate`, { body: {} });
  }

  /** Sends again what was not delivered. */
  async replay(id: string, what: v.InferInput<typeof WebhookReplay> = {}): Promise<void> {
    await this.#request(Done, 'POST', `${pathOf(id)}/replay`, { body: what });
  }
}

const pathOf = (id: string): string => `/webhooks/${encodeURIComponent(id)}`;
