import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { ModerationRepository } from '@vitrine/core/repositories/moderation-repository.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { renderLog } from '../log-table.ts';

/** What moderators did in every room, and the shop in all of them. Entries are never changed. */
export class LiveConsoleShopLog extends ConsoleSection {
  static override styles = [tokens, controls, desk];

  #moderation: ModerationRepository | undefined;

  protected override opened(shop: Shop): void {
    this.#moderation = new ModerationRepository(shop);
    void this.#moderation.audit.fetch({});
  }

  override render() {
    if (!this.#moderation) return nothing;
    return html`<div class="head"><h2>${msg('Log')}</h2></div>
      ${renderLog(this.#moderation.audit, localeOf(this), msg('Whatever moderators do in any room is written down here.'), [
        { name: msg('Room'), cell: ({ liveId }) => (liveId ? html`<bdi>${liveId}</bdi>` : msg('All rooms')) },
      ])}`;
  }
}
