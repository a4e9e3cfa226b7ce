import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HeldBarrage, Report } from '@vitrine/core/schemas/moderation.ts';
import { controls } from '../../shared/controls.styles.ts';
import { errorMessage } from '../../shared/error-message.ts';
import { localeOf } from '../../shared/format.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { renderEmpty } from '../table.ts';
import { formatWhen } from '../when.ts';
import { reasonName } from '../../shared/report-reason.ts';
import { nameOf } from './act-dialog.ts';
import { RoomPart } from './room-part.ts';

const queue = css`
  .entry {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  .entry p {
    overflow-wrap: anywhere;
  }
  .said {
    font-size: 16px;
  }
`;

abstract class Queue extends RoomPart {
  static override styles = [tokens, controls, desk, queue];

  /** Why the lists could not be read; what was read before stays. */
  protected renderFailure(): TemplateResult | typeof nothing {
    const failure = this.moderation?.failure;
    return failure ? html`<p class="error stale" role="alert">${errorMessage(failure)}</p>` : nothing;
  }
}

/** Messages that a rule held, until a moderator decides. */
export class LiveConsoleWaiting extends Queue {
  override render() {
    const { heldList = [] } = this.moderation ?? {};
    return html`${this.renderFailure()}
    ${
      heldList.length === 0
        ? renderEmpty(msg('Nothing waits'), msg('Messages that a rule holds back come here, and you decide about them.'))
        : repeat(heldList, ({ eventId }) => eventId, this.#renderHeld)
    }
    ${this.notices.render()}`;
  }

  readonly #renderHeld = ({ eventId, sender, text, rule, ts }: HeldBarrage) =>
    html`<article class="card entry">
      <p class="muted">
        <strong><bdi>${nameOf(sender)}</bdi></strong> · ${formatWhen(ts, localeOf(this))} · ${ruleName(rule)}
      </p>
      <p class="said" dir="auto">${text}</p>
      <div class="actions">
        <button class="button plain" @click=${() => this.actOn({ user: sender })}>${msg('More…')}</button>
        <button
          class="button danger"
          aria-label=${msg(str`Reject ${text}`)}
          ?disabled=${this.notices.busy}
          @click=${() => this.#decide(eventId, false)}
        >
          ${msg('Reject')}
        </button>
        <button
          class="button accent"
          aria-label=${msg(str`Show ${text}`)}
          ?disabled=${this.notices.busy}
          @click=${() => this.#decide(eventId, true)}
        >
          ${msg('Show')}
        </button>
      </div>
    </article>`;

  #decide(id: string, show: boolean): void {
    void this.notices.act(
      async () => (show ? this.moderation?.approve(id) : this.moderation?.reject(id)),
      show ? msg('The room sees it now') : msg('Nobody will see it'),
    );
  }
}

/** What the audience brought to the moderators. */
export class LiveConsoleReports extends Queue {
  override render() {
    const { reportList = [] } = this.moderation ?? {};
    return html`${this.renderFailure()}
    ${
      reportList.length === 0
        ? renderEmpty(msg('No open reports'), msg('What viewers report about messages or people comes here.'))
        : repeat(reportList, ({ id }) => id, this.#renderReport)
    }
    ${this.notices.render()}`;
  }

  readonly #renderReport = (report: Report) => {
    const { id, userId, userName = '', barrageId, text, reason, note, ts } = report;
    const user = this.room?.audience.audienceList.find((other) => other.userId === userId) ?? { userId, userName };
    return html`<article class="card entry">
      <p class="muted"><strong>${reasonName(reason)}</strong> · <bdi>${nameOf(user)}</bdi> · ${formatWhen(ts, localeOf(this))}</p>
      ${text ? html`<p class="said" dir="auto">${text}</p>` : nothing} ${note ? html`<p dir="auto">${note}</p>` : nothing}
      <div class="actions">
        <button
          class="button"
          @click=${() => this.actOn({ user, ...(barrageId && text ? { message: { id: barrageId, text } } : {}) })}
        >
          ${msg('Act…')}
        </button>
        <button class="button accent" ?disabled=${this.notices.busy} @click=${() => this.#close(id)}>
          ${msg('Done with it')}
        </button>
      </div>
    </article>`;
  };

  #close(id: string): void {
    void this.notices.act(async () => this.moderation?.closeReport(id), msg('The report is closed'));
  }
}

/** Rules are the server's: one that we do not know yet is named as it is. */
function ruleName(rule: string): string {
  switch (rule) {
    case 'approval':
      return msg('Everything waits');
    case 'words':
      return msg('A listed word');
    case 'links':
      return msg('A link');
    default:
      return rule;
  }
}
