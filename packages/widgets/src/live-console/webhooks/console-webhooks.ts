import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { WebhookRepository } from '@vitrine/core/repositories/webhook-repository.ts';
import { type WebhookDelivery, type WebhookEndpoint, WebhookType } from '@vitrine/core/schemas/webhook.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { copyText } from '../../shared/copy-text.ts';
import { localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderChips, renderEmpty, renderTable } from '../table.ts';
import { formatWhen } from '../when.ts';
import { endpointQuestion, readEndpoint, secretNotice, secretStyles } from './webhook-questions.ts';

/** The shop's own programs that are told of what happens, and what was sent to each. */
export class LiveConsoleWebhooks extends ConsoleSection {
  static override styles = [tokens, controls, desk, secretStyles];

  #webhooks: WebhookRepository | undefined;
  #endpoints: PagedList<WebhookEndpoint, object> | undefined;

  protected override opened(shop: Shop): void {
    const webhooks = new WebhookRepository(shop);
    this.#webhooks = webhooks;
    this.#endpoints = new PagedList(
      async () => ({ items: await webhooks.endpoints(), cursor: '' }),
      ({ id }) => id,
    );
  }

  protected override filtered(): void {
    const { endpoint: endpointId, status } = this.filters;
    if (!this.#endpoints?.items) void this.#endpoints?.fetch({});
    const known = status === 'waiting' || status === 'delivered' || status === 'failed' ? { status } : {};
    if (endpointId) void this.#webhooks?.deliveries.fetch({ endpointId, ...known } as { endpointId: string });
  }

  override render() {
    const { endpoint } = this.filters;
    if (!this.#endpoints || !this.#webhooks) return nothing;
    return html`${endpoint ? this.#renderDeliveries(this.#webhooks, endpoint) : this.#renderEndpoints(this.#endpoints)}
    ${this.notices.render()} ${this.questions.render()}`;
  }

  #renderEndpoints(list: PagedList<WebhookEndpoint, object>): TemplateResult {
    return html`<div class="head">
        <h2>${msg('Webhooks')}</h2>
        <button class="button accent" @click=${this.#add}>${icons.add} ${msg('Add a webhook')}</button>
      </div>
      ${renderTable<WebhookEndpoint>({
        label: msg('Webhooks'),
        list: {
          items: list.items?.filter(({ id }) => id !== this.notices.goingKey),
          failure: list.failure,
          busy: list.busy,
          hasMore: false,
          refresh: () => list.refresh(),
          fetchMore: () => list.fetchMore(),
        },
        keyOf: ({ id }) => id,
        columns: [
          {
            name: msg('Address'),
            kind: 'main',
            cell: ({ id, url, types }) =>
              html`<button class="link" dir="ltr" @click=${() => this.filter({ endpoint: id })}>${url}</button>
                <span class="hint"
                  >${types.length === WebhookType.options.length ? msg('Hears everything') : types.join(', ')}</span
                >`,
          },
          {
            name: msg('State'),
            cell: ({ enabled, disabledReason }) =>
              enabled
                ? html`<span class="state good">${msg('On')}</span>`
                : html`<span class="state ${disabledReason ? 'bad' : ''}">${msg('Off')}</span>
                    <span class="hint">${disabledReason ?? ''}</span>`,
          },
          { name: msg('What to do'), kind: 'act', cell: (endpoint) => this.#renderActs(endpoint) },
        ],
        empty: renderEmpty(
          msg('No webhooks yet'),
          msg('Your own programs can be told of orders, shows and sold-out products: give the address that they listen at.'),
          html`<button class="button accent" @click=${this.#add}>${msg('Add a webhook')}</button>`,
        ),
      })}`;
  }

  #renderActs({ id, url, enabled }: WebhookEndpoint): TemplateResult {
    return html`<button class="button plain" ?disabled=${this.notices.busy} @click=${() => this.#enable(id, !enabled)}>
        ${enabled ? msg('Switch off') : msg('Switch on')}
      </button>
      <button class="button plain" ?disabled=${this.notices.busy} @click=${() => this.#rotate(id)}>${msg('New secret…')}</button>
      <button class="button icon plain" aria-label="${msg('Delete')} ${url}" @click=${() => this.#remove(id)}>
        ${icons.trash}
      </button>`;
  }

  #renderDeliveries({ deliveries }: WebhookRepository, id: string): TemplateResult {
    const locale = localeOf(this);
    const { status = '' } = this.filters;
    const url = this.#endpoints?.items?.find((endpoint) => endpoint.id === id)?.url;
    return html`<div class="head">
        <button
          class="button icon plain back"
          aria-label=${msg('All webhooks')}
          @click=${() => this.filter({ endpoint: undefined, status: undefined })}
        >
          ${consoleIcons.back}
        </button>
        <h2 dir="ltr">${url ?? msg('Webhook')}</h2>
        <button class="button" ?disabled=${this.notices.busy} @click=${() => this.#replay(id)}>
          ${icons.retry} ${msg('Send what failed again')}
        </button>
      </div>
      ${renderChips(
        msg('Which messages'),
        [
          { value: '', text: msg('All') },
          { value: 'waiting', text: msg('Not delivered yet') },
          { value: 'delivered', text: msg('Delivered') },
          { value: 'failed', text: msg('Failed') },
        ],
        status,
        (value) => this.filter({ status: value }),
      )}
      ${renderTable<WebhookDelivery>({
        label: msg('Messages'),
        list: deliveries,
        keyOf: (delivery) => delivery.id,
        columns: [
          {
            name: msg('Message'),
            kind: 'main',
            cell: (delivery) => html`<button class="link" @click=${() => this.#show(delivery)}>${delivery.type}</button>`,
          },
          { name: msg('State'), cell: (delivery) => renderDeliveryState(delivery) },
          {
            name: msg('Answer'),
            cell: ({ lastStatus, lastError }) => html`<span dir="auto">${lastStatus ?? lastError ?? '–'}</span>`,
          },
          { name: msg('Attempts'), kind: 'amount', cell: ({ attempts }) => attempts },
          { name: msg('When'), cell: ({ createdAt }) => formatWhen(createdAt, locale) },
        ],
        empty: renderEmpty(msg('Nothing was sent'), msg('What happens from now on is sent there and listed here.')),
      })}`;
  }

  readonly #add = async (): Promise<void> => {
    const answer = await this.questions.ask(endpointQuestion());
    if (!answer) return;
    const made = await this.notices.act(async () => this.#webhooks?.create(readEndpoint(answer)));
    await this.#endpoints?.refresh();
    if (made) await this.#tellSecret(made.secret);
  };

  async #rotate(id: string): Promise<void> {
    const answer = await this.questions.ask({
      title: msg('A new secret?'),
      text: msg('The old one signs beside it for a day, so that your program has time to change.'),
      confirm: msg('Make a new secret'),
    });
    const made = answer && (await this.notices.act(async () => this.#webhooks?.rotate(id)));
    if (made) await this.#tellSecret(made.secret);
  }

  async #tellSecret(secret: string): Promise<void> {
    const copy = async () => {
      if (await copyText(secret)) this.notices.say(msg('Copied'));
    };
    await this.questions.ask(secretNotice(secret, copy));
  }

  async #enable(id: string, enabled: boolean): Promise<void> {
    const set = async (on: boolean) => {
      await this.#webhooks?.update(id, { enabled: on });
      await this.#endpoints?.refresh();
    };
    await this.notices.change(set, enabled, !enabled, enabled ? msg('The webhook is on') : msg('The webhook is off'));
  }

  async #remove(id: string): Promise<void> {
    const answer = await this.questions.ask({
      title: msg('Delete this webhook?'),
      text: msg('Nothing is sent there any more, and what was sent is forgotten.'),
      confirm: msg('Delete'),
      danger: true,
    });
    if (!answer) return;
    this.notices.later(id, msg('The webhook is deleted'), async (leaving) => {
      await this.#webhooks?.remove(id, leaving);
      await this.#endpoints?.refresh();
    });
  }

  async #replay(id: string): Promise<void> {
    await this.notices.act(async () => {
      await this.#webhooks?.replay(id);
      await this.#webhooks?.deliveries.refresh();
    }, msg('They are on their way again'));
  }

  async #show({ type, body }: WebhookDelivery): Promise<void> {
    await this.questions.ask({ title: type, body: html`<code>${body}</code>` });
  }
}

function renderDeliveryState({ status }: WebhookDelivery): TemplateResult {
  if (status === 'delivered') return html`<span class="state good">${msg('Delivered')}</span>`;
  return status === 'failed'
    ? html`<span class="state bad">${msg('Failed')}</span>`
    : html`<span class="state warn">${msg('Not delivered yet')}</span>`;
}
