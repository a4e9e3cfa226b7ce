import { ContextProvider } from '@lit/context';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LiveErrorCode } from '@vitrine/core/errors.ts';
import { openShop, type Shop } from '@vitrine/core/shop.ts';
import { SectionEvent } from '../events.ts';
import { type LiveRoom, roomContext } from '../shared/context.ts';
import { controls } from '../shared/controls.styles.ts';
import { errorMessage } from '../shared/error-message.ts';
import { icons } from '../shared/icons.ts';
import { LiveElement } from '../shared/live-element.ts';
import { addStaffTexts } from '../shared/localization.ts';
import { serverOf, tokenSource } from '../shared/settings.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { ChosenInSight } from './chosen-in-sight.ts';
import { type FilterEvent, readFilters, writeFilters } from './filters.ts';
import styles from './live-console.styles.ts';
import { type SectionName, SECTIONS, sectionsFor } from './sections.ts';
import { renderFailure, renderWaiting } from './table.ts';

/**
 * The second device of a show's moderators, and the shop's back office: chat, rules and people of one room, and for the shop's admins
 * orders, products, import, commission, what sold, people, words, rules, log and webhooks. Everybody sees the sections that their token allows; each is
 * loaded when it is opened. Without a `live-id` there is no room to moderate.
 *
 * @element live-console
 * @csspart nav - The list of sections.
 * @csspart section - The section that is open.
 * @cssprop --live-console-height - Height of the whole console, the window's by default.
 * @fires {SectionEvent} live-section-changed - Another section was opened, or other filters chosen: what a page may put into its address.
 */
export class LiveConsole extends LiveElement {
  static override styles = [tokens, controls, styles];

  /** The open section; by default the first one that the visitor may open. */
  @property({ reflect: true }) section: SectionName | '' = '';

  /** What the section is narrowed down to, as in an address: `status=paid`. */
  @property() filters = '';

  /** Where the back office is read from, instead of `server`. */
  @property({ attribute: false }) shop?: Shop;

  readonly #provider = new ContextProvider(this, { context: roomContext });
  readonly #loading = new Set<SectionName>();
  #opened: Shop | undefined;

  @state() private loaded: ReadonlySet<string> = new Set();
  @state() private missing: string | undefined;

  constructor() {
    super();
    addStaffTexts();
    // On a phone the sections stand in one row that scrolls.
    this.addController(new ChosenInSight(this, 'nav', '[aria-current]'));
  }

  protected override roomChanged(room: LiveRoom | undefined): void {
    this.#provider.setValue(room);
    this.#signIn();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) this.#signIn();
  }

  override render() {
    const { login } = this.#shop;
    const { loginUserInfo: user } = login;
    if (!user && login.loginStatus === 'error') return this.#renderScreen(login.failure ?? 'unavailable');
    const { room } = this;
    if (!user || (room && room.liveList.joinState === 'loading')) return this.#renderLoading();
    const sections = sectionsFor(user, room);
    const [first] = sections;
    // Whoever has nothing but the room needs to hear why there is none.
    const failure = room ? room.liveList.failure : undefined;
    if (failure && sections.every(({ name }) => name === 'room')) return this.#renderScreen(failure);
    if (!first) return this.#renderScreen('forbidden');
    const open = sections.find(({ name }) => name === this.section) ?? first;
    return html`<div class="console">
      <header class="top">
        <h1><bdi>${room?.liveList.currentLive?.title ?? msg('Console')}</bdi></h1>
        <p><bdi>${user.userName}</bdi></p>
      </header>
      <nav part="nav" aria-label=${msg('Sections')}>
        <ul>
          ${sections.map(
            ({ name, title }) =>
              html`<li>
                <button aria-current=${name === open.name ? 'page' : nothing} @click=${() => this.#go(name, '')}>
                  ${title()}
                </button>
              </li>`,
          )}
        </ul>
      </nav>
      <div part="section" class="section" role="region" aria-label=${open.title()} @filter=${this.#filter}>
        ${failure && open.name === 'room' ? this.#renderScreen(failure, true) : this.#renderSection(open)}
      </div>
    </div>`;
  }

  #renderSection({ name, title, render }: (typeof SECTIONS)[number]): TemplateResult {
    if (this.loaded.has(name)) return render(this.#shop, readFilters(this.filters));
    if (this.missing === name) return renderFailure(errorMessage('offline'), () => void this.#load(name));
    void this.#load(name);
    return renderWaiting(title());
  }

  #renderLoading(): TemplateResult {
    return html`<div class="console" aria-busy="true">
      <header class="top"><h1 class="skeleton">&nbsp;</h1></header>
      <nav></nav>
      <div class="section">${renderWaiting(msg('Console'))}</div>
    </div>`;
  }

  /** What stands in the way, instead of all or, `within` the console, of a section. */
  #renderScreen(code: LiveErrorCode, within = false): TemplateResult {
    const [title, text] =
      code === 'forbidden'
        ? [
            msg('There is nothing here for this account.'),
            msg(
              'Moderators, hosts and admins of the shop can open this page. Sign in there with such an account, and come back.',
            ),
          ]
        : code === 'not-found'
          ? [msg('There is no such show.'), msg('Check the link, or create the show first.')]
          : [within ? msg('This could not be loaded') : msg('The console cannot be opened.'), errorMessage(code)];
    const retry =
      code === 'forbidden' || code === 'not-found'
        ? nothing
        : html`<button class="button accent" @click=${this.#retry}>${icons.retry} ${msg('Try again')}</button>`;
    return html`<div class="screen" role="alert">
      ${within ? html`<h2>${title}</h2>` : html`<h1>${title}</h1>`}
      <p>${text}</p>
      ${retry}
    </div>`;
  }

  get #shop(): Shop {
    return this.shop ?? this.room ?? (this.#opened ??= openShop({ server: serverOf(this), token: tokenSource(this) }));
  }

  #signIn(): void {
    // The failure shows in the login's state.
    if (this.#shop.login.loginStatus === 'idle') void this.#shop.login.token().catch(() => {});
  }

  readonly #retry = (): void => {
    void this.#shop.login.login().catch(() => {});
    void this.room?.liveList.joinLive();
  };

  async #load(name: SectionName): Promise<void> {
    if (this.#loading.has(name)) return;
    this.#loading.add(name);
    this.missing = undefined;
    try {
      await SECTIONS.find((section) => section.name === name)!.load();
      this.loaded = new Set([...this.loaded, name]);
    } catch {
      this.missing = name;
    } finally {
      this.#loading.delete(name);
    }
  }

  #go(name: SectionName, filters: string, isPlace = true): void {
    this.section = name;
    this.filters = filters;
    this.dispatchEvent(new SectionEvent(name, filters, isPlace));
  }

  readonly #filter = (event: FilterEvent): void => {
    event.stopPropagation();
    const { loginUserInfo: user } = this.#shop.login;
    const open = event.section ?? (this.section || (user && sectionsFor(user, this.room)[0]?.name));
    if (open) this.#go(open, writeFilters(event.filters), event.isPlace);
  };
}
