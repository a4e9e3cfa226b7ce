import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { errorCode } from '@vitrine/core/errors.ts';
import type { UserRepository } from '@vitrine/core/repositories/user-repository.ts';
import type { ShopIdentity, UserProfile } from '@vitrine/core/schemas/user.ts';
import { controls } from '../../shared/controls.styles.ts';
import { messageOf } from '../../shared/error-message.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { consoleIcons } from '../console-icons.ts';
import { desk } from '../desk.styles.ts';
import { Notices } from '../notices.ts';
import { renderEmpty, renderFailure, renderWaiting } from '../table.ts';
import { badgeStyles, renderBadges } from './badge-fields.ts';
import { type BadgeDraft, draftOf, faultsOf, identityOf, type IdentityDraft, withoutFaults } from './identity-draft.ts';
import { fieldStyles, renderColor, renderField } from './identity-fields.ts';
import { IdentityPreview, previewStyles } from './identity-preview.ts';

/** How the chat shows one person: name of the level, badges, colour of the name, bubble. */
export class LiveConsoleIdentity extends LitElement {
  static override styles = [
    tokens,
    controls,
    desk,
    fieldStyles,
    previewStyles,
    badgeStyles,
    css`
      form {
        max-inline-size: 960px;
      }
      .preview {
        margin-block-end: calc(var(--_space) * 4);
      }
      .save {
        margin-block-start: calc(var(--_space) * 4);
      }
    `,
  ];

  @property({ attribute: false }) users?: UserRepository;
  @property() userId = '';
  /** Bubbles that others have. */
  @property({ attribute: false }) bubbles: readonly string[] = [];

  readonly #notices = new Notices(this);
  readonly #preview = new IdentityPreview();

  @state() private profile: UserProfile | undefined;
  @state() private draft: IdentityDraft = draftOf({});
  @state() private failure: unknown;
  /** Nobody is told what is wrong before they have finished. */
  @state() private tried = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('users') || changed.has('userId')) void this.#read();
  }

  override render() {
    const { profile, failure } = this;
    return html`<div class="head">
        <button class="button icon plain back" aria-label=${msg('All people')} @click=${this.#leave}>${consoleIcons.back}</button>
        <h2><bdi>${profile?.userName ?? msg('How the chat shows them')}</bdi></h2>
      </div>
      ${
        profile
          ? this.#renderForm(profile)
          : errorCode(failure) === 'not-found'
            ? renderEmpty(
                msg('There is no such person'),
                msg('Guests have no profile, and whoever never signed in has none yet.'),
              )
            : failure
              ? renderFailure(messageOf(failure), () => void this.#read())
              : renderWaiting(msg('How the chat shows them'))
      }
      ${this.#notices.render()}`;
  }

  #renderForm(profile: UserProfile): TemplateResult {
    const identity = identityOf(this.draft);
    const faults = this.tried ? faultsOf(identity) : new Map<string, string>();
    const { userId, userName, level, followers, following } = profile;
    const shown = { userId, userName, level, followers, following, ...withoutFaults(identity) };
    return html`<form novalidate @submit=${this.#submit}>
      <section class="card">
        <h3>${msg('As the chat shows them')}</h3>
        ${this.#preview.render(shown)}
        <p class="hint">
          ${msg('Level, badges and colours are drawn so that they read. If the tokens that you sign say the same things, the next sign-in writes over what is saved here.')}
        </p>
      </section>
      <section class="card">
        <div class="fields">${this.#renderFields(level, faults)}</div>
      </section>
      ${renderBadges(this.draft.badges, faults, this.#setBadges)}
      <div class="actions save">
        ${faults.size > 0 ? html`<p class="error" role="alert">${msg('Some fields need another look.')}</p>` : nothing}
        <button class="button" type="button" @click=${this.#leave}>${msg('Cancel')}</button>
        <button class="button accent" ?disabled=${this.#notices.busy}>${msg('Save')}</button>
      </div>
    </form>`;
  }

  #renderFields(level: number, faults: ReadonlyMap<string, string>): TemplateResult {
    const field = (name: Exclude<keyof IdentityDraft, 'badges'>, label: string) => ({
      name,
      label,
      value: this.draft[name],
      fault: faults.get(name),
      write: (value: string) => (this.draft = { ...this.draft, [name]: value }),
    });
    const bubble = this.draft.bubbleStyle.trim();
    return html`${renderField({
        ...field('levelName', msg('Name of the level')),
        max: 40,
        hint: msg(str`Stands before the number. The level itself, ${level}, comes from points.`),
      })}
      ${renderField({ ...field('levelIconUrl', msg('Icon of the level (a link)')), max: 2048, isCode: true })}
      ${renderColor(field('nameColor', msg('Colour of the name')))}
      ${renderField({
        ...field('bubbleStyle', msg('Style of the bubble')),
        max: 32,
        isCode: true,
        list: 'bubbles',
        hint: bubble
          ? html`${msg('Your page dresses it by:')} <code dir="ltr">barrage-list::part(bubble-${bubble})</code>`
          : msg('A name of your own, like golden_frame. Your page’s style sheet says how it looks; without one it gets a frame.'),
      })} <datalist id="bubbles">${this.bubbles.map((name) => html`<option value=${name}></option>`)}</datalist>`;
  }

  /** Whoever adds one wants to fill it in. */
  readonly #setBadges = async (badges: BadgeDraft[]): Promise<void> => {
    const isNew = badges.length > this.draft.badges.length;
    this.draft = { ...this.draft, badges };
    await this.updateComplete;
    if (isNew) this.renderRoot.querySelector<HTMLElement>('.badge-fields:last-of-type input')?.focus();
  };

  readonly #leave = (): void => void this.dispatchEvent(new Event('back'));

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { users, profile: before } = this;
    if (!users || !before || this.#notices.busy) return;
    const identity = identityOf(this.draft);
    this.tried = true;
    if (faultsOf(identity).size > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const save = async (wanted: ShopIdentity) => this.#take(await users.identify(before.userId, wanted));
    await this.#notices.act(
      () => save(identity),
      msg(str`From the next message on, the chat shows ${before.userName} so`),
      () => save(identityOf(draftOf(before))),
    );
  };

  #take(profile: UserProfile): void {
    if (profile.userId !== this.userId) return;
    this.profile = profile;
    this.draft = draftOf(profile);
    this.tried = false;
  }

  async #read(): Promise<void> {
    const { users, userId } = this;
    this.profile = this.failure = undefined;
    if (!users || !userId) return;
    try {
      this.#take(await users.read(userId));
    } catch (error) {
      if (userId === this.userId) this.failure = error;
    }
  }
}
