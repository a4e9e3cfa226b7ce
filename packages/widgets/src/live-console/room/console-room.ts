import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { moderationOf } from '@vitrine/core/room-moderation.ts';
import type { LiveRoom } from '../../shared/context.ts';
import { controls } from '../../shared/controls.styles.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { desk } from '../desk.styles.ts';
import { ChosenInSight } from '../chosen-in-sight.ts';
import { FilterEvent, type Filters } from '../filters.ts';
import type { LiveConsoleActs } from './act-dialog.ts';
import { type ActEvent, RoomPart } from './room-part.ts';

const VIEWS = ['waiting', 'reports', 'people', 'rules', 'log'] as const;
type View = (typeof VIEWS)[number];

/** One show as its moderators see it: the chat, and beside it what waits, who is here, the rules and what was done. */
export class LiveConsoleRoom extends RoomPart {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      :host {
        block-size: 100%;
      }
      .room {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto auto / minmax(280px, 5fr) minmax(0, 6fr);
        grid-template-areas: 'chat views' 'chat view' 'told view' 'field view';
        column-gap: calc(var(--_space) * 6);
        block-size: 100%;
        min-block-size: 400px;
      }
      .views {
        grid-area: views;
        min-inline-size: 0;
      }
      .chat {
        grid-area: chat;
        min-block-size: 0;
      }
      /* What is told takes room of its own, between the newest message and the field. */
      live-console-acts {
        grid-area: told;
      }
      barrage-input {
        grid-area: field;
        margin-block-start: calc(var(--_space) * 3);
      }
      .view {
        grid-area: view;
        min-block-size: 0;
        overflow-y: auto;
      }
      .chip.of-narrow {
        display: none;
      }
      .count {
        display: inline-block;
        min-inline-size: 22px;
        margin-inline-start: calc(var(--_space) * 1);
        padding: 0 6px;
        border-radius: var(--_pill);
        background: var(--_accent);
        color: var(--_on-accent);
        font-size: 12px;
        text-align: center;
      }
      @container (max-width: 700px) {
        .room {
          grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr);
          grid-template-areas: 'views' 'view' 'told' 'field';
        }
        .chip.of-narrow {
          display: block;
        }
        .chip.of-wide {
          display: none;
        }
        .chat,
        .view {
          grid-area: view;
        }
        .chat-first .view,
        .room:not(.chat-first) :is(.chat, barrage-input) {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) filters: Filters = {};

  @query('live-console-acts') private acts!: LiveConsoleActs;

  constructor() {
    super();
    this.addController(new ChosenInSight(this, '.views .chips', '[aria-pressed="true"]'));
  }

  protected override roomChanged(room: LiveRoom | undefined, until: AbortSignal): void {
    if (room) moderationOf(room).followQueue(until);
  }

  override render() {
    const { view: wanted } = this.filters;
    const view = VIEWS.find((name) => name === wanted);
    return html`<div class="room ${view ? '' : 'chat-first'}" @act=${this.#act}>
      <div class="views">${this.#renderViews(view)}</div>
      <div class="chat"><live-console-chat></live-console-chat></div>
      <live-console-acts @filter=${this.#pass}></live-console-acts>
      <barrage-input></barrage-input>
      <div class="view">${renderView(view ?? 'waiting')}</div>
    </div>`;
  }

  #renderViews(view: View | undefined): TemplateResult {
    const { heldCount = 0, reportCount = 0 } = this.moderation ?? {};
    const chip = (name: View | '', text: string, count = 0, pressed = name === (view ?? ''), width = '') =>
      html`<button
        class="chip ${width}"
        aria-pressed=${pressed}
        @click=${() => this.dispatchEvent(new FilterEvent({ view: name }, true))}
      >
        ${text} ${count > 0 ? html`<span class="count number">${count > 99 ? '99+' : count}</span>` : ''}
      </button>`;
    // Where nothing was chosen, a narrow room shows the chat, and a wide one what waits beside it.
    const waiting = (pressed: boolean, width?: string) => chip('waiting', msg('Waiting'), heldCount, pressed, width);
    return html`<div class="chips" role="group" aria-label=${msg('What to look at')}>
      ${chip('', msg('Chat'), 0, !view, 'of-narrow')}
      ${view ? waiting(view === 'waiting') : html`${waiting(false, 'of-narrow')} ${waiting(true, 'of-wide')}`}
      ${chip('reports', msg('Reports'), reportCount)} ${chip('people', msg('People'))} ${chip('rules', msg('Rules'))}
      ${chip('log', msg('Log'))}
    </div>`;
  }

  /** What is asked for inside goes on to the console. */
  readonly #pass = ({ filters, isPlace, section }: FilterEvent): void =>
    void this.dispatchEvent(new FilterEvent(filters, isPlace, section));

  readonly #act = ({ about }: ActEvent): void => void this.acts.show(about);
}

function renderView(view: View): TemplateResult {
  switch (view) {
    case 'waiting':
      return html`<live-console-waiting></live-console-waiting>`;
    case 'reports':
      return html`<live-console-reports></live-console-reports>`;
    case 'people':
      return html`<live-console-people></live-console-people>`;
    case 'rules':
      return html`<live-console-rules></live-console-rules>`;
    case 'log':
      return html`<live-console-log></live-console-log>`;
  }
}
