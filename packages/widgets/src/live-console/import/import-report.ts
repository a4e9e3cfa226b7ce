import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ImportReport } from '@vitrine/core/schemas/product.ts';

export const importReport = css`
  .report {
    margin-block-start: calc(var(--_space) * 4);
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 3);
  }
  .report > .actions {
    justify-content: start;
    margin-block-start: calc(var(--_space) * 4);
  }
`;

interface ReportActs {
  readonly busy: boolean;
  /** Imports what was only looked at. */
  readonly onImport: () => void;
  /** Goes to a bad line; undefined where there are no lines to be seen. */
  readonly onLine: ((line: number) => void) | undefined;
}

/** What an import did or would do, and each bad line of it. */
export function renderReport(report: ImportReport, { busy, onImport, onLine }: ReportActs): TemplateResult {
  const { dryRun, created, updated, unchanged, failed, problems } = report;
  const found = created + updated + unchanged + failed;
  const changes = created + updated;
  return html`<section class="card report" aria-live="polite">
    <h3>${dryRun ? msg('What would happen') : msg('What was imported')}</h3>
    <div class="counts number">
      <span class="state good">${msg(str`${created} new products`)}</span>
      <span class="state good">${msg(str`${updated} changed`)}</span>
      <span class="state">${msg(str`${unchanged} as they were`)}</span>
      <span class="state ${failed > 0 ? 'bad' : ''}">${msg(str`${failed} left out`)}</span>
    </div>
    ${found === 0 ? html`<p class="muted">${msg('No product was found in there.')}</p>` : nothing}
    ${problems.length > 0 ? renderProblems(report, onLine) : nothing}
    ${
      dryRun && changes > 0
        ? html`<div class="actions">
            <button class="button accent" ?disabled=${busy} @click=${onImport}>
              ${failed > 0 ? msg(str`Import ${changes} without those`) : msg(str`Import ${changes}`)}
            </button>
          </div>`
        : nothing
    }
  </section>`;
}

function renderProblems({ problems, dryRun }: ImportReport, onLine: ReportActs['onLine']): TemplateResult {
  return html`<p class="muted stale">
      ${dryRun ? msg('A product with a bad line is left out whole. Mend the lines and check again, or go on without.') : nothing}
    </p>
    <table aria-label=${msg('Bad lines')}>
      <thead>
        <tr>
          <th scope="col">${msg('Line')}</th>
          <th scope="col">${msg('Field')}</th>
          <th scope="col">${msg('What is wrong')}</th>
        </tr>
      </thead>
      <tbody>
        ${problems.map(
          ({ line, field, reason }) =>
            html`<tr>
              <td class="main">${renderPlace(line, onLine)}</td>
              <td data-name=${msg('Field')}><code>${field}</code></td>
              <td data-name=${msg('What is wrong')} dir="auto">${reason}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function renderPlace(line: number, onLine: ReportActs['onLine']): TemplateResult | string {
  if (line === 0) return msg('The page');
  const text = msg(str`Line ${line}`);
  return onLine ? html`<button class="link number" @click=${() => onLine(line)}>${text}</button>` : text;
}
