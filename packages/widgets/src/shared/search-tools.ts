import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';

export interface SearchTools {
  words: string;
  categories: readonly string[];
  category: string;
  /** The field has the focus where it comes up in a dialog. */
  focused?: boolean;
  onType: (words: string) => void;
  onChoose: (category: string) => void;
}

/** A field for words and, from two categories on, chips for them. Pressing the chosen chip again shows all. */
export function renderSearchTools({
  words,
  categories,
  category,
  focused = false,
  onType,
  onChoose,
}: SearchTools): TemplateResult {
  return html`<div class="tools">
    <input
      part="search"
      class="search"
      type="search"
      autocomplete="off"
      enterkeyhint="search"
      maxlength="100"
      ?autofocus=${focused}
      aria-label=${msg('Search products')}
      placeholder=${msg('Search products')}
      .value=${words}
      @input=${(event: InputEvent) => onType((event.target as HTMLInputElement).value)}
    />
    ${
      categories.length > 1
        ? html`<div part="categories" class="chips" role="group" aria-label=${msg('Categories')}>
            ${categories.map(
              (name) =>
                html`<button
                  part="category"
                  class="chip"
                  aria-pressed=${name === category}
                  @click=${() => onChoose(name === category ? '' : name)}
                >
                  <bdi>${name}</bdi>
                </button>`,
            )}
          </div>`
        : nothing
    }
  </div>`;
}

export const searchTools = css`
  .tools {
    display: grid;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  .search {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 4);
    border: 0;
    border-radius: var(--_pill);
    background: var(--_raised);
    color: var(--_text);
    /* Smaller text makes phones zoom in. */
    font-size: 16px;
  }
  .search::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .chips {
    display: flex;
    gap: calc(var(--_space) * 2);
    /* Room for the focus ring of what scrolls. */
    margin: -6px;
    padding: 6px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .chip {
    flex: none;
    max-inline-size: 220px;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_pill);
    background: transparent;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .chip[aria-pressed='true'] {
    border-color: transparent;
    background: var(--_text);
    color: var(--_surface);
  }
`;
