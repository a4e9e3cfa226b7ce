import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Filters } from './filters.ts';

/** Days as they stand in filters and date fields: `2026-01-31`, in the reader's time zone; the last one is included. */
export interface Span {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export const spanOf = ({ from, to }: Filters): Span => ({ from: dayAt(from, 0), to: dayAt(to, 1) });

function dayAt(text: string | undefined, later: number): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '');
  if (!match) return undefined;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later).getTime();
  return at >= 0 ? at : undefined;
}

/** Two fields for the first and the last day. */
export const renderSpan = (filters: Filters, choose: (change: { from?: string; to?: string }) => void): TemplateResult => {
  const field = (name: 'from' | 'to', text: string) =>
    html`<label>
      <span>${text}</span>
      <input
        type="date"
        name=${name}
        .value=${filters[name] ?? ''}
        @change=${(event: Event) => choose({ [name]: (event.target as HTMLInputElement).value })}
      />
    </label>`;
  return html`<div class="span">${field('from', msg('From'))} ${field('to', msg('To, included'))}</div>`;
};
