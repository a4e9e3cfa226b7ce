import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Filters } from '../filters.ts';
import { renderChips } from '../table.ts';

interface ProductToolbar {
  readonly filters: Filters;
  /** Those of the shop; one that it does not have any more is offered while it is chosen. */
  readonly categories: readonly string[];
  readonly onFilter: (change: Readonly<Record<string, string>>) => void;
  readonly onType: (event: InputEvent) => void;
}

/** Which products are listed: a chip for what can be bought or not, and fields to look further among them. */
export function renderToolbar(toolbar: ProductToolbar): TemplateResult {
  const { filters, onFilter } = toolbar;
  const { status = '' } = filters;
  return html`${renderChips(
    msg('Which products'),
    [
      { value: '', text: msg('On sale') },
      { value: 'draft', text: msg('Drafts') },
      { value: 'deleted', text: msg('Deleted') },
    ],
    status,
    (value) => onFilter(value === 'deleted' ? { status: value, q: '', category: '', sort: '' } : { status: value }),
  )}
  ${status === 'deleted' ? nothing : renderFields(toolbar)}`;
}

function renderFields({ filters, categories, onFilter, onType }: ProductToolbar): TemplateResult {
  const { q = '', category = '', sort = '' } = filters;
  const option = (value: string, text: string, chosen: string) =>
    html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
  const known = categories.includes(category) || category === '' ? categories : [category, ...categories];
  return html`<div class="toolbar">
    <label class="grow">
      <span>${msg('Search')}</span>
      <input type="search" maxlength="100" autocomplete="off" value=${q} @input=${onType} />
    </label>
    <label>
      <span>${msg('Category')}</span>
      <select @change=${(event: Event) => onFilter({ category: (event.target as HTMLSelectElement).value })}>
        ${option('', msg('All'), category)} ${known.map((name) => option(name, name, category))}
      </select>
    </label>
    <label>
      <span>${msg('Sort by')}</span>
      <select @change=${(event: Event) => onFilter({ sort: (event.target as HTMLSelectElement).value })}>
        ${option('', msg('Best match, else newest'), sort)} ${option('newest', msg('Newest first'), sort)}
        ${option('title', msg('By name'), sort)} ${option('price', msg('Cheapest first'), sort)}
        ${option('price-desc', msg('Dearest first'), sort)}
      </select>
    </label>
  </div>`;
}
