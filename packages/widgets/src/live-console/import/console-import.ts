import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { CatalogueRepository } from '@vitrine/core/repositories/catalogue-repository.ts';
import type { ImportReport } from '@vitrine/core/schemas/product.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderChips } from '../table.ts';
import { importReport, renderReport } from './import-report.ts';

/** As much as the server reads. */
const MAX_BYTES = 1_000_000;
const EXAMPLE = 'externalId,title,price,stock\nmug,Mug,12.50,7';

/** Brings products from a CSV file or a product page: first it says what would happen, then it does it. */
export class LiveConsoleImport extends ConsoleSection {
  static override styles = [
    tokens,
    controls,
    desk,
    importReport,
    css`
      form {
        display: grid;
        gap: calc(var(--_space) * 4);
      }
      textarea {
        font:
          13px/1.5 ui-monospace,
          'SF Mono',
          Menlo,
          monospace;
        white-space: pre;
        overflow-x: auto;
      }
      input[type='file'] {
        inline-size: 100%;
        min-block-size: var(--_tap);
        color: var(--_muted);
        font-size: 14px;
      }
      ::file-selector-button {
        min-block-size: var(--_tap);
        margin-inline-end: calc(var(--_space) * 3);
        padding-inline: calc(var(--_space) * 4);
        border: 0;
        border-radius: var(--_pill);
        background: var(--_raised);
        color: var(--_text);
        font: inherit;
        font-weight: 600;
        cursor: pointer;
      }
    `,
  ];

  #catalogue: CatalogueRepository | undefined;
  /** What the report is about: changed text needs another look before it is imported. */
  #checked = '';

  @state() private report: ImportReport | undefined;
  @state() private fault = '';
  @query('form') private form!: HTMLFormElement;
  @query('textarea') private csv!: HTMLTextAreaElement | null;

  protected override opened(shop: Shop): void {
    this.#catalogue = new CatalogueRepository(shop);
  }

  override render() {
    const page = this.filters['from'] === 'page';
    return html`<div class="head"><h2>${msg('Import products')}</h2></div>
      ${renderChips(
        msg('From where'),
        [
          { value: '', text: msg('A CSV file') },
          { value: 'page', text: msg('A product page') },
        ],
        page ? 'page' : '',
        (from) => {
          this.report = undefined;
          this.fault = '';
          this.filter({ from });
        },
      )}
      <form class="card" novalidate @submit=${this.#check}>
        ${page ? this.#renderPage() : this.#renderCsv()}
        <div class="fields">
          <label>
            <span>${msg('Currency of prices that name none (the shop’s, if empty)')}</span>
            <input name="currency" maxlength="3" autocomplete="off" placeholder="USD" />
          </label>
          <label>
            <span>${msg('Stock of new variants that name none')}</span>
            <input name="stock" type="number" min="0" max="1000000000" step="1" inputmode="numeric" value="0" />
          </label>
        </div>
        <p class="error" role="alert" ?hidden=${!this.fault}>${this.fault}</p>
        <div class="actions">
          <button class="button accent" ?disabled=${this.notices.busy}>
            ${this.notices.busy ? msg('Looking…') : msg('Check')}
          </button>
        </div>
      </form>
      ${
        this.report
          ? renderReport(this.report, {
              busy: this.notices.busy,
              onImport: this.#run,
              onLine: this.csv ? (line) => this.#goTo(line) : undefined,
            })
          : nothing
      }
      ${this.notices.render()}`;
  }

  #renderCsv(): TemplateResult {
    return html`<label>
        <span>${msg('A file (also a product export of Shopify)')}</span>
        <input type="file" accept=".csv,text/csv,text/plain" @change=${this.#choose} />
      </label>
      <label>
        <span>${msg('Or the lines themselves')}</span>
        <textarea name="csv" rows="10" dir="ltr" spellcheck="false" placeholder=${EXAMPLE} @input=${this.#touched}></textarea>
      </label>`;
  }

  #renderPage(): TemplateResult {
    return html`<label>
      <span>${msg('Address of a product page that describes itself in JSON-LD, as most shops’ do')}</span>
      <input
        name="url"
        type="url"
        maxlength="2048"
        autocomplete="off"
        placeholder="https://shop.example/mug"
        @input=${this.#touched}
      />
    </label>`;
  }

  /** Marks a line of the text, to be mended. */
  #goTo(line: number): void {
    const { csv } = this;
    if (!csv) return;
    const lines = csv.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    csv.focus();
    csv.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    csv.scrollTop = ((line - 2) / Math.max(1, lines.length)) * csv.scrollHeight;
  }

  readonly #choose = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file || !this.csv) return;
    this.#touched();
    if (file.size > MAX_BYTES) {
      this.fault = msg('That file is larger than 1 MB. Split it, and import the parts one after the other.');
      return;
    }
    this.csv.value = await file.text();
    await this.#read(true);
  };

  readonly #touched = (): void => {
    this.report = undefined;
    this.fault = '';
  };

  readonly #check = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#read(true);
  };

  readonly #run = (): void => {
    // A text that was changed after it was checked is checked again.
    void this.#read(this.#checked !== JSON.stringify(this.#source()));
  };

  #source(): { csv?: string; url?: string; currency?: string; stock?: number } | string {
    const fields = new FormData(this.form);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const currency = text('currency').toUpperCase();
    if (currency && !/^[A-Z]{3}$/.test(currency)) return msg('A currency is three letters, like EUR.');
    const stock = Number(text('stock') || 0);
    if (!Number.isInteger(stock) || stock < 0) return msg('Stock is a whole number, 0 or more.');
    const options = { ...(currency ? { currency } : {}), stock };
    if (this.filters['from'] !== 'page') {
      const csv = String(fields.get('csv') ?? '');
      return csv.trim() ? { ...options, csv } : msg('Choose a file, or write lines.');
    }
    const url = text('url');
    return /^https?:/i.test(url) && safeUrl(url) ? { ...options, url } : msg('Write the whole address, with https:// in front.');
  }

  async #read(dryRun: boolean): Promise<void> {
    const source = this.#source();
    if (typeof source === 'string') {
      this.fault = source;
      return;
    }
    this.fault = '';
    this.#checked = JSON.stringify(source);
    const report = await this.notices.act(async () => this.#catalogue?.import({ ...source, dryRun }));
    if (report) this.report = report;
  }
}
