import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { PagedList } from '@vitrine/core/paged-list.ts';
import type { AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import { type Column, renderEmpty, renderTable } from './table.ts';
import { formatWhen } from './when.ts';

/** What was done, by whom and why; `more` columns come before the moment. */
export const renderLog = (
  list: PagedList<AuditEntry, object>,
  locale: string,
  nothingYet: string,
  more: readonly Column<AuditEntry>[] = [],
): TemplateResult =>
  renderTable<AuditEntry>({
    label: msg('Log'),
    list,
    keyOf: ({ id }) => id,
    columns: [
      {
        name: msg('What'),
        kind: 'main',
        cell: ({ act, userId, userName, barrageId }) =>
          html`<strong>${actName(act)}</strong> <bdi>${userName || (userId ?? barrageId ?? '')}</bdi>`,
      },
      { name: msg('Who'), cell: ({ actorName }) => html`<bdi>${actorName}</bdi>` },
      { name: msg('Why'), cell: ({ reason }) => html`<span dir="auto">${reason ?? '–'}</span>` },
      ...more,
      { name: msg('When'), cell: ({ ts }) => formatWhen(ts, locale) },
    ],
    empty: renderEmpty(msg('Nothing was done yet'), nothingYet),
  });

function actName(act: AuditEntry['act']): string {
  switch (act) {
    case 'mute':
      return msg('Muted');
    case 'unmute':
      return msg('Let write again');
    case 'ban':
      return msg('Banned');
    case 'unban':
      return msg('Let in again');
    case 'appoint':
      return msg('Made administrator');
    case 'dismiss':
      return msg('Dismissed');
    case 'remove':
      return msg('Removed a message');
    case 'pin':
      return msg('Pinned a message');
    case 'unpin':
      return msg('Unpinned a message');
    case 'notice':
      return msg('Changed the notice');
    case 'approve':
      return msg('Showed a message');
    case 'reject':
      return msg('Rejected a message');
    case 'settings':
      return msg('Changed the rules');
    case 'word-add':
      return msg('Listed a word');
    case 'word-change':
      return msg('Changed a word');
    case 'word-remove':
      return msg('Took a word off the list');
    case 'report-close':
      return msg('Closed a report');
  }
}
