import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PagedList } from '@vitrine/core/paged-list.ts';
import { errorMessage } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';

export interface Column<T> {
  readonly name: string;
  readonly cell: (item: T) => unknown;
  /** `amount` stands at the end of its column, `act` holds buttons, `main` heads the card on a phone. */
  readonly kind?: 'main' | 'amount' | 'act';
}

export interface Table<T> {
  /** What the table lists, for whoever does not see it. */
  readonly label: string;
  readonly list: Pick<PagedList<T, never>, 'items' | 'failure' | 'busy' | 'hasMore' | 'refresh' | 'fetchMore'>;
  readonly keyOf: (item: T) => string;
  readonly columns: readonly Column<T>[];
  /** What to do where there is nothing. */
  readonly empty: TemplateResult;
}

/** A list with all of its states; rows become cards where there is little room. */
export function renderTable<T>({ label, list, keyOf, columns, empty }: Table<T>): TemplateResult {
  const { items, failure } = list;
  if (!items && failure) return renderFailure(errorMessage(failure), () => void list.refresh());
  if (!items) return renderWaiting(label);
  if (items.length === 0) return empty;
  return html`
    ${failure ? html`<p class="error stale" role="alert">${errorMessage(failure)}</p>` : nothing}
    <table aria-label=${label} aria-busy=${list.busy}>
      <thead>
        <tr>
          ${columns.map(({ name, kind }) => html`<th scope="col" class=${kind ?? ''}>${kind === 'act' ? html`<span class="visually-hidden">${name}</span>` : name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          items,
          keyOf,
          (item) =>
            html`<tr>
              ${columns.map(({ name, cell, kind }) => html`<td class=${kind ?? ''} data-name=${name}>${cell(item)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      list.hasMore
        ? html`<button class="button more" ?disabled=${list.busy} @click=${() => list.fetchMore()}>
            ${list.busy ? msg('Loading…') : msg('More')}
          </button>`
        : nothing
    }
  `;
}

/** Why there is nothing to see, and another try. */
export const renderFailure = (text: string, retry: () => void): TemplateResult =>
  html`<div class="notice" role="alert">
    <strong>${msg('This could not be loaded')}</strong>
    <p>${text}</p>
    <button class="button" @click=${retry}>${icons.retry} ${msg('Try again')}</button>
  </div>`;

export const renderWaiting = (label: string): TemplateResult =>
  html`<div class="waiting" aria-busy="true">
    <p class="visually-hidden" role="status">${msg('Loading…')} ${label}</p>
    ${[1, 2, 3, 4, 5].map(() => html`<span class="skeleton"></span>`)}
  </div>`;

/** There is nothing, and what to do about it. */
export const renderEmpty = (title: string, text: string, act: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<div class="notice">
    <strong>${title}</strong>
    <p>${text}</p>
    ${act}
  </div>`;

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** One of a few filters, as a row of chips. */
export const renderChips = (
  label: string,
  choices: readonly Choice[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult =>
  html`<div class="chips" role="group" aria-label=${label}>
    ${choices.map(
      ({ value, text }) =>
        html`<button class="chip" aria-pressed=${value === chosen} @click=${() => choose(value)}>${text}</button>`,
    )}
  </div>`;
