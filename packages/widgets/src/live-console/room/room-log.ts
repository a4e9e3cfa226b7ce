import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { renderEmpty, renderTable } from '../table.ts';
import { formatWhen } from '../when.ts';
import { RoomPart } from './room-part.ts';

/** What the moderators of the room did. Entries are never changed. */
export class LiveConsoleLog extends RoomPart {
  static override styles = [tokens, controls, desk];

  #entries: PagedList<AuditEntry, object> | undefined;

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.#entries = room && pagesOf(room);
    void this.#entries?.fetch({});
  }

  override render() {
    const list = this.#entries;
    if (!list) return nothing;
    const locale = localeOf(this);
    return renderTable<AuditEntry>({
      label: msg('Log'),
      list,
      keyOf: ({ id }) => id,
      columns: [
        {
          name: msg('What'),
          kind: 'main',
          cell: ({ act, userId, barrageId }) => html`<strong>${actName(act)}</strong> <bdi>${userId ?? barrageId ?? ''}</bdi>`,
        },
        { name: msg('Who'), cell: ({ actorName }) => html`<bdi>${actorName}</bdi>` },
        { name: msg('Why'), cell: ({ reason }) => html`<span dir="auto">${reason ?? '–'}</span>` },
        { name: msg('When'), cell: ({ ts }) => formatWhen(ts, locale) },
      ],
      empty: renderEmpty(msg('Nothing was done yet'), msg('Whatever moderators do in this room is written down here.')),
    });
  }
}

/** The store reads the log page by page and keeps all of it; a list needs each page by itself. */
function pagesOf(room: LiveRoom): PagedList<AuditEntry, object> {
  const moderation = moderationOf(room);
  return new PagedList(
    async (_query, cursor) => {
      await moderation.fetchAudit(cursor);
      return { items: moderation.auditList, cursor: moderation.auditCursor };
    },
    ({ id }) => id,
  );
}

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
