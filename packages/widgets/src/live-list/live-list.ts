import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { untracked } from '@vitrine/core/reactive.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { openShop, type Shop } from '@vitrine/core/shop.ts';
import { LivesStore } from '@vitrine/core/stores/lives-store.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { formatClock, formatCount, formatDate, localeOf } from '../shared/format.ts';
import { icons } from '../shared/icons.ts';
import { onNavigate } from '../shared/navigate.ts';
import { nextTask } from '../shared/page-time.ts';
import { serverOf, tokenSource } from '../shared/settings.ts';
import { SignalWatcher } from '../shared/signal-watcher.ts';
import { Ticker } from '../shared/ticker.ts';
import { tokens } from '../shared/tokens.styles.ts';
import styles from './live-list.styles.ts';
import { Refresh } from './refresh.ts';

const REFRESH_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * The shop's shows as cards: those on now, those to come with a countdown, and those that were. Every card leads to its show.
 *
 * @element live-list
 * @slot empty - Shown while the shop has no shows.
 * @csspart list - The list of cards.
 * @csspart card - One show; a link.
 * @csspart cover - Its picture.
 * @csspart badge - What it is: on now, to come, or over.
 * @csspart viewers - How many watch it.
 * @csspart title - What it is called.
 * @csspart host - Who shows it.
 * @csspart more - The button that loads more shows.
 * @cssprop --live-list-card - Smallest width of a card.
 * @cssprop --live-list-ratio - Width to height of the cover.
 * @fires {BeforeNavigateEvent} live-before-navigate - Cancelable, before the page of a show is opened.
 */
export class LiveList extends SignalWatcher(LitElement) {
  static override styles = [tokens, controls, styles];

  /** Base URL of the Vitrine server; by default the page's `<meta name="vitrine-server">`, else where the script came from. */
  @property() server = '';

  /** A URL of the shop's own backend that answers with the visitor's token; without one, visitors are guests. */
  @property({ attribute: 'token-url' }) tokenUrl = '';

  /** The page of a show: `{id}` becomes the show's id. */
  @property({ attribute: 'href-template' }) hrefTemplate = '/live/{id}';

  /** Shows only those that are `live`, `scheduled` or `ended`; by default all. */
  @property() status: Live['status'] | '' = '';

  /** How many shows to a page. */
  @property({ type: Number }) count = 12;

  /** Where the shows are read from, instead of `server`. */
  @property({ attribute: false }) shop?: Pick<Shop, 'request'>;

  readonly #ticker = new Ticker(this);
  #lives: LivesStore | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addController(new Refresh(REFRESH_MS, () => this.refresh()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Back on the page: what it shows may be old.
    this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lives?.stop();
  }

  /** Reads the first page of shows again. The element does so by itself every half minute while it can be seen. */
  refresh(): void {
    // Whoever looks at later pages is not thrown back to the first.
    if (this.#lives && (this.#lives.items?.length ?? 0) <= this.count) void this.#lives.refresh();
  }

  override render() {
    const { items: lives, failure } = this.#lives ?? {};
    if (!lives && failure) return this.#renderFailure(errorMessage(failure));
    if (!lives) return this.#renderSkeleton();
    if (lives.length === 0) return this.#renderEmpty();
    return html`<ul part="list" class="list" aria-label=${msg('Live shows')}>
        ${repeat(lives, ({ id }) => id, this.#renderLive)}
      </ul>
      ${this.#lives?.hasMore ? this.#renderMore() : nothing}`;
  }

  #renderFailure(message: string): TemplateResult {
    return html`<div class="notice" role="alert">
      <strong>${msg('The shows could not be loaded')}</strong>
      <p>${message}</p>
      <button class="button" @click=${() => this.#lives?.refresh()}>${icons.retry} ${msg('Try again')}</button>
    </div>`;
  }

  #renderSkeleton(): TemplateResult {
    const card = html`<li class="card" aria-hidden="true">
      <span class="cover skeleton"></span><span class="skeleton line"></span><span class="skeleton line short"></span>
    </li>`;
    return html`<p class="visually-hidden" role="status">${msg('Loading the shows')}</p>
      <ul class="list" role="presentation">
        ${[card, card, card]}
      </ul>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<slot name="empty">
      <div class="notice">
        ${icons.camera}
        <strong>${msg('No shows yet')}</strong>
        <p>${msg('The next one will be here.')}</p>
      </div>
    </slot>`;
  }

  #renderMore(): TemplateResult {
    return html`<button part="more" class="button more" ?disabled=${this.#lives?.busy} @click=${() => this.#lives?.fetchMore()}>
      ${msg('More shows')}
    </button>`;
  }

  readonly #renderLive = (live: Live): TemplateResult => {
    const href = safeUrl(this.hrefTemplate.replaceAll('{id}', encodeURIComponent(live.id)));
    const card = html`${this.#renderCover(live)}
      <span class="text">
        <strong part="title" class="title" dir="auto">${live.title}</strong>
        ${this.#renderHost(live)}
      </span>`;
    return html`<li class=${live.status}>
      ${href ? html`<a part="card" class="card" href=${href} @click=${onNavigate}>${card}</a>` : html`<span part="card" class="card">${card}</span>`}
    </li>`;
  };

  #renderCover(live: Live): TemplateResult {
    const cover = safeUrl(live.coverUrl);
    return html`<span class="cover">
      ${
        cover
          ? html`<img part="cover" class="picture" src=${cover} alt="" loading="lazy" decoding="async" />`
          : html`<span part="cover" class="picture empty">${icons.camera}</span>`
      }
      <span class="badges">${this.#renderBadge(live)} ${this.#renderViewers(live)}</span>
    </span>`;
  }

  #renderBadge({ status, startsAt }: Live): TemplateResult {
    if (status === 'live')
      return html`<span part="badge" class="badge on-air">${msg('LIVE', { desc: 'Badge over the picture' })}</span>`;
    if (status === 'ended')
      return html`<span part="badge" class="badge">${msg('Ended', { desc: 'Badge of a show that is over' })}</span>`;
    const left = startsAt === undefined ? 0 : startsAt - Date.now();
    if (startsAt === undefined) return html`<span part="badge" class="badge">${msg('Coming soon')}</span>`;
    if (left > DAY_MS) return html`<span part="badge" class="badge">${this.#dateOf(startsAt)}</span>`;
    if (left <= 0) return html`<span part="badge" class="badge">${msg('It starts any moment')}</span>`;
    const clock = formatClock(this.#ticker.until(startsAt));
    return html`<span part="badge" class="badge number" role="timer">${msg(str`Starts in ${clock}`)}</span>`;
  }

  #dateOf(time: number): string {
    // Within a week the day's name says it all, and fits on the narrowest card.
    return formatDate(time, localeOf(this), time - Date.now() < 6 * DAY_MS ? 'weekday' : 'date');
  }

  #renderViewers({ status, audienceCount }: Live): TemplateResult | typeof nothing {
    if (status !== 'live') return nothing;
    const count = formatCount(audienceCount, localeOf(this));
    return html`<span part="viewers" class="badge number" role="img" aria-label=${msg(str`${count} watching`)}
      >${icons.people} ${count}</span
    >`;
  }

  #renderHost({ hostName, hostAvatarUrl }: Live): TemplateResult {
    const avatar = safeUrl(hostAvatarUrl);
    return html`<span part="host" class="host">
      ${
        avatar
          ? html`<img class="avatar" src=${avatar} alt="" width="36" height="36" loading="lazy" />`
          : html`<span class="avatar" aria-hidden="true">${[...hostName][0]}</span>`
      }
      <bdi class="name">${hostName}</bdi>
    </span>`;
  }

  /** A task of its own for each rendering: on a phone, what led to it took long enough. */
  protected override async scheduleUpdate(): Promise<void> {
    await nextTask();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const source = changed.has('shop') || changed.has('server') || changed.has('tokenUrl');
    if (this.#lives && !source && !changed.has('status') && !changed.has('count')) return;
    untracked(() => {
      if (!this.#lives || source) this.#lives = new LivesStore(this.#open().request);
      void this.#lives.fetch({ status: this.status || undefined, count: this.count });
    });
  }

  #open(): Pick<Shop, 'request'> {
    return this.shop ?? openShop({ server: serverOf(this), token: tokenSource(this) });
  }
}
