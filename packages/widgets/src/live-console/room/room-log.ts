import { msg } from '@lit/localize';
import { nothing } from 'lit';
import { PagedList } from '@vitrine/core/paged-list.ts';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { AuditEntry } from '@vitrine/core/schemas/moderation.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { renderLog } from '../log-table.ts';
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
    return renderLog(list, localeOf(this), msg('Whatever moderators do in this room is written down here.'));
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
