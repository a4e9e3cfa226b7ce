import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { WordRepository } from '@vitrine/core/repositories/word-repository.ts';
import type { RuleAction, Word } from '@vitrine/core/schemas/moderation.ts';
import type { Shop } from '@vitrine/core/shop.ts';
import { controls } from '../../shared/controls.styles.ts';
import { icons } from '../../shared/icons.ts';
import { tokens } from '../../shared/tokens.styles.ts';
import { ConsoleSection } from '../console-section.ts';
import { desk } from '../desk.styles.ts';
import { textIn } from '../questions.ts';
import { renderEmpty, renderTable } from '../table.ts';

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

/** The shop's own words, beside the built-in list. */
export class LiveConsoleWords extends ConsoleSection {
  static override styles = [
    tokens,
    controls,
    desk,
    css`
      @container (max-width: 760px) {
        td:has(select) {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  #words: WordRepository | undefined;

  protected override opened(shop: Shop): void {
    this.#words = new WordRepository(shop);
  }

  protected override filtered(): void {
    const { language = '' } = this.filters;
    void this.#words?.words.fetch(LANGUAGE.test(language) ? { language } : {});
  }

  override render() {
    if (!this.#words) return nothing;
    const { language = '' } = this.filters;
    return html`<div class="head"><h2>${msg('Words')}</h2></div>
      <p class="muted stale">
        ${msg('Write each word as everybody does: spaced, doubled, accented and look-alike letters are seen through. A list for English and Chinese is built in.')}
      </p>
      <form class="card toolbar" @submit=${this.#add}>
        <label class="grow">
          <span>${msg('A word')}</span>
          <input name="word" required maxlength="60" autocomplete="off" dir="auto" spellcheck="false" />
        </label>
        <label>
          <span>${msg('Language')}</span>
          <input name="language" maxlength="12" autocomplete="off" value="en" size="6" />
        </label>
        <label><span>${msg('What happens')}</span>${renderActions('block')}</label>
        <label><span>${msg('Where')}</span>${renderMatches('part')}</label>
        <button class="button accent" ?disabled=${this.notices.busy}>${icons.add} ${msg('Add the word')}</button>
      </form>
      <div class="toolbar">
        <label>
          <span>${msg('Show only the language')}</span>
          <input
            name="only"
            maxlength="12"
            autocomplete="off"
            .value=${language}
            placeholder="en"
            @change=${(event: Event) => this.filter({ language: (event.target as HTMLInputElement).value.trim() })}
          />
        </label>
      </div>
      ${this.#renderWords(this.#words)} ${this.notices.render()}`;
  }

  #renderWords({ words }: WordRepository): TemplateResult {
    return renderTable<Word>({
      label: msg('Words'),
      list: {
        items: words.items?.filter(({ id }) => id !== this.notices.goingKey),
        failure: words.failure,
        busy: words.busy,
        hasMore: words.hasMore,
        refresh: () => words.refresh(),
        fetchMore: () => words.fetchMore(),
      },
      keyOf: ({ id }) => id,
      columns: [
        { name: msg('Word'), kind: 'main', cell: ({ word }) => html`<strong dir="auto">${word}</strong>` },
        { name: msg('Language'), cell: ({ language }) => language },
        {
          name: msg('What happens'),
          cell: ({ id, word, action }) =>
            renderActions(action, msg(str`What happens to ${word}`), (chosen) => this.#change(id, { action: chosen })),
        },
        {
          name: msg('Where'),
          cell: ({ id, word, match }) =>
            renderMatches(match, msg(str`Where ${word} is found`), (chosen) => this.#change(id, { match: chosen })),
        },
        {
          name: msg('What to do'),
          kind: 'act',
          cell: ({ id, word }) =>
            html`<button
              class="button icon plain"
              aria-label=${msg(str`Take ${word} off the list`)}
              @click=${() => this.#remove(id, word)}
            >
              ${icons.trash}
            </button>`,
        },
      ],
      empty: renderEmpty(msg('No words of your own'), msg('Add the first one above. The built-in list works without any.')),
    });
  }

  readonly #add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const language = textIn(fields, 'language').toLowerCase();
    const word = textIn(fields, 'word');
    if (!word) return;
    const added = await this.notices.act(
      async () =>
        this.#words?.add({
          word,
          ...(LANGUAGE.test(language) ? { language } : {}),
          action: textIn(fields, 'action') as RuleAction,
          match: textIn(fields, 'match') as Word['match'],
        }),
      msg('The word is on the list'),
    );
    if (!added) return;
    form.querySelector<HTMLInputElement>('[name="word"]')!.value = '';
    await this.#words?.words.refresh();
  };

  async #change(id: string, change: Partial<Pick<Word, 'action' | 'match'>>): Promise<void> {
    await this.notices.act(async () => this.#words?.change(id, change), msg('Changed'));
    this.requestUpdate();
  }

  #remove(id: string, word: string): void {
    this.notices.later(id, msg(str`${word} is off the list`), async (leaving) => {
      await this.#words?.remove(id, leaving);
      await this.#words?.words.refresh();
    });
  }
}

function renderActions(chosen: RuleAction, label?: string, choose?: (action: RuleAction) => unknown): TemplateResult {
  return renderSelect('action', chosen, label, choose, [
    ['block', msg('Refuse')],
    ['hold', msg('Wait for a moderator')],
    ['allow', msg('Let pass')],
  ]);
}

function renderMatches(chosen: Word['match'], label?: string, choose?: (match: Word['match']) => unknown): TemplateResult {
  return renderSelect('match', chosen, label, choose, [
    ['part', msg('Also within others')],
    ['word', msg('Standing alone')],
  ]);
}

const renderSelect = <T extends string>(
  name: string,
  chosen: T,
  label: string | undefined,
  choose: ((value: T) => unknown) | undefined,
  options: readonly (readonly [T, string])[],
): TemplateResult =>
  html`<select
    name=${name}
    aria-label=${label ?? nothing}
    @change=${(event: Event) => choose?.((event.target as HTMLSelectElement).value as T)}
  >
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
  </select>`;
