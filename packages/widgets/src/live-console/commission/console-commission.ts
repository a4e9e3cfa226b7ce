import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { type Balance, CommissionRepository, type StatementSpan } from '@vitrine/core/repositories/commission-repository.ts';
import type { CommissionRate } from '@vitrine/core/schemas/commission.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { formatMoney, localeOf } from '../../shared/format.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { textIn } from '../questions.ts';
import { saveFile } from '../save-file.ts';
import { renderSpan, spanOf } from '../span.ts';
import { renderEmpty, renderTable } from '../table.ts';

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const rateKey = ({ hostId = '', productId = '' }: CommissionRate): string => `${hostId} ${productId}`;

/** What hosts get and have earned. A host sees their own earnings and no rates. */
export class LiveConsoleCommission extends ConsoleSection {
  static override styles = [tokens, controls, desk];

  #commission: CommissionRepository | undefined;
  #rates: PagedList<CommissionRate, object> | undefined;
  #balances: PagedList<Balance, StatementSpan> | undefined;

  protected override opened(shop: Shop): void {
    const commission = new CommissionRepository(shop);
    this.#commission = commission;
    this.#rates = new PagedList(async () => ({ items: await commission.rates(), cursor: '' }), rateKey);
    this.#balances = new PagedList(
      async (span) => ({ items: await commission.balances(span), cursor: '' }),
      ({ hostId, currency }) => `${hostId} ${currency}`,
    );
    if (this.#isAdmin) void this.#rates.fetch({});
  }

  protected override filtered(): void {
    void this.#balances?.fetch(this.#span);
  }

  override render() {
    if (!this.#balances || !this.#rates) return nothing;
    return html`<div class="head"><h2>${msg('Commission')}</h2></div>
      <section class="card">
        <h3>${msg('Earned')}</h3>
        <div class="toolbar">
          ${renderSpan(this.filters, (change) => this.filter(change))}
          ${
            this.#isAdmin
              ? html`<label class="grow">
                  <span>${msg('Host (an id; empty for all)')}</span>
                  <input
                    name="host"
                    maxlength="64"
                    autocomplete="off"
                    spellcheck="false"
                    .value=${this.filters['host'] ?? ''}
                    @change=${(event: Event) => this.filter({ host: (event.target as HTMLInputElement).value.trim() })}
                  />
                </label>`
              : nothing
          }
          <button class="button" ?disabled=${this.notices.busy} @click=${this.#save}>
            ${icons.down} ${msg('Statement as CSV')}
          </button>
        </div>
        ${this.#renderBalances(this.#balances)}
      </section>
      ${this.#isAdmin ? this.#renderRates(this.#rates) : nothing} ${this.notices.render()} ${this.questions.render()}`;
  }

  #renderBalances(list: PagedList<Balance, StatementSpan>): TemplateResult {
    const locale = localeOf(this);
    return renderTable<Balance>({
      label: msg('Earned'),
      list,
      keyOf: ({ hostId, currency }) => `${hostId} ${currency}`,
      columns: [
        { name: msg('Host'), kind: 'main', cell: ({ hostId }) => html`<bdi>${hostId}</bdi>` },
        {
          name: msg('Open (may still be refunded)'),
          kind: 'amount',
          cell: ({ open, currency }) => html`<bdi>${signed(open, currency, locale)}</bdi>`,
        },
        {
          name: msg('Due'),
          kind: 'amount',
          cell: ({ settled, currency }) => html`<strong><bdi>${signed(settled, currency, locale)}</bdi></strong>`,
        },
      ],
      empty: renderEmpty(msg('Nothing earned in this time'), msg('Set a rate below: it counts for every payment from then on.')),
    });
  }

  #renderRates(list: PagedList<CommissionRate, object>): TemplateResult {
    return html`<section class="card">
      <div class="head">
        <h3>${msg('Rates')}</h3>
        <button class="button accent" @click=${() => this.#edit()}>${icons.add} ${msg('Set a rate')}</button>
      </div>
      ${renderTable<CommissionRate>({
        label: msg('Rates'),
        list,
        keyOf: rateKey,
        columns: [
          { name: msg('Host'), kind: 'main', cell: ({ hostId }) => html`<bdi>${hostId ?? msg('Every host')}</bdi>` },
          { name: msg('Product'), cell: ({ productId }) => html`<bdi>${productId ?? msg('Every product')}</bdi>` },
          { name: msg('Per cent'), kind: 'amount', cell: ({ basisPoints }) => percent(basisPoints, localeOf(this)) },
          {
            name: msg('What to do'),
            kind: 'act',
            cell: (rate) =>
              html`<button class="button plain" @click=${() => this.#edit(rate)}>${msg('Change…')}</button>
                <button class="button danger" ?disabled=${this.notices.busy} @click=${() => this.#end(rate)}>
                  ${msg('End this rate')}
                </button>`,
          },
        ],
        empty: renderEmpty(msg('No rates yet'), msg('Hosts get nothing until a rate is set. The one that names more wins.')),
      })}
    </section>`;
  }

  get #isAdmin(): boolean {
    return this.shop?.login.loginUserInfo?.role === 'admin';
  }

  get #span(): StatementSpan {
    const { from, to } = spanOf(this.filters);
    const { host = '' } = this.filters;
    return {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(ID.test(host) ? { hostId: host } : {}),
    };
  }

  async #edit({ hostId = '', productId = '', basisPoints = 0 }: Partial<CommissionRate> = {}): Promise<void> {
    const answer = await this.questions.ask({
      title: msg('Set a rate'),
      text: msg('It counts from the next payment on.'),
      confirm: msg('Save'),
      body: html`<label>
          <span>${msg('Host (an id; empty for every host)')}</span>
          <input name="hostId" maxlength="64" autocomplete="off" spellcheck="false" value=${hostId} autofocus />
        </label>
        <label>
          <span>${msg('Product (an id; empty for every product)')}</span>
          <input name="productId" maxlength="64" autocomplete="off" spellcheck="false" value=${productId} />
        </label>
        <label>
          <span>${msg('Per cent')}</span>
          <input name="percent" inputmode="decimal" autocomplete="off" value=${basisPoints ? String(basisPoints / 100) : ''} />
        </label>`,
      check: (given) => {
        const ids = [textIn(given, 'hostId'), textIn(given, 'productId')];
        if (ids.some((id) => id && !ID.test(id))) return msg('An id has letters, digits, _ and -, at most 64.');
        return parsePercent(textIn(given, 'percent')) === undefined
          ? msg('Per cent: from 0 to 100, with two decimals at most.')
          : undefined;
      },
    });
    const points = answer && parsePercent(textIn(answer, 'percent'));
    if (!answer || points === undefined) return;
    await this.#set({ hostId: textIn(answer, 'hostId'), productId: textIn(answer, 'productId'), basisPoints: points });
  }

  async #end(rate: CommissionRate): Promise<void> {
    await this.notices.change(this.#write, { ...rate, basisPoints: 0 }, rate, msg('The rate has ended'));
  }

  async #set(rate: CommissionRate): Promise<void> {
    const before = this.#rates?.items?.find((other) => rateKey(other) === rateKey(rate));
    const done = msg(str`The rate is ${percent(rate.basisPoints, localeOf(this))} now`);
    await this.notices.change(this.#write, rate, before ?? { ...rate, basisPoints: 0 }, done);
  }

  readonly #write = async ({ hostId, productId, basisPoints }: CommissionRate): Promise<void> => {
    await this.#commission?.setRate({ ...(hostId ? { hostId } : {}), ...(productId ? { productId } : {}), basisPoints });
    await this.#rates?.refresh();
  };

  readonly #save = async (): Promise<void> => {
    const { shop } = this;
    if (!shop) return;
    await this.notices.act(() => saveFile(shop, '/commission/statement.csv', { ...this.#span }, 'commission.csv'));
  };
}

/** Money of the wire is never negative; what a refund took back may leave a balance below zero. */
function signed(amount: number, currency: string, locale: string): string {
  const text = formatMoney({ amount: Math.abs(amount), currency }, locale);
  return amount < 0 ? `−${text}` : text;
}

const percent = (basisPoints: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);

/** `12.5` per cent are 1250 hundredths of one; undefined for anything else. */
function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{0,2}))?$/.exec(text.normalize('NFKC').replace(/\s*%$/, ''));
  if (!match) return undefined;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : undefined;
}
