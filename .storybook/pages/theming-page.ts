import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import type { Sku } from '@vitrine/core/schemas/product.ts';
import type { LiveRoom } from '../../packages/widgets/src/shared/context.ts';
import { type DocumentedElement, elementOf, elements } from './elements.ts';
import { cssOf, htmlOf, type Theme } from './theme.ts';

const PREVIEWED = ['live-room', 'product-popup'];
const COLOUR = /accent|surface|raised|overlay|text|muted|danger|success|warning|picture|background|color|bubble|name|tip|on-air/;

/** Every variable, part and slot of every element to try, with the result beside it and as text to take along. */
export class ThemingPage extends LitElement {
  /** The room that the previews show. */
  @property({ attribute: false }) room?: LiveRoom;

  /** What the preview of the picker offers. */
  @property({ attribute: false }) skus: readonly Sku[] = [];

  @state() private tag = 'live-room';
  @state() private theme: Theme = { variables: new Map([['--live-accent', '#d92b4b']]), parts: new Map(), slots: new Map() };
  @state() private copied = false;

  readonly #sheet = new CSSStyleSheet();

  /** Parts are styled from the document: the previews must stand in it, not in a shadow of this page. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.adoptedStyleSheets.push(this.#sheet);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#sheet.replaceSync(cssOf(this.theme, '.theming-preview', '.theming-preview '));
  }

  override render() {
    const element = elementOf(this.tag);
    return html`<main class="theming">
      <section class="theming-controls" aria-label="What can be changed">
        <h1>Theming</h1>
        <p>Set a variable anywhere above an element, style a part, or fill a slot. Nothing here is saved: take the CSS along.</p>
        <label class="theming-row"
          >Element
          <select @change=${this.#choose}>
            ${elements.map(({ tagName }) => html`<option ?selected=${tagName === this.tag}>${tagName}</option>`)}
          </select>
        </label>
        ${this.#renderVariables(element)} ${this.#renderParts(element)} ${this.#renderSlots(element)}
      </section>
      <section class="theming-preview" aria-label="Preview">
        ${[...new Set([this.tag, ...PREVIEWED])].map((tag) => this.#renderPreview(tag))}
      </section>
      <section class="theming-text" aria-label="To take along">
        <h2>CSS</h2>
        <pre tabindex="0"><code class="theming-css">${cssOf(this.theme)}</code></pre>
        <button @click=${this.#copy}>${this.copied ? 'Copied' : 'Copy the CSS'}</button>
        ${
          this.theme.slots.size > 0
            ? html`<h2>HTML</h2>
                <pre tabindex="0"><code class="theming-html">${htmlOf(this.theme)}</code></pre>`
            : nothing
        }
      </section>
    </main>`;
  }

  #renderVariables({ cssProperties }: DocumentedElement): TemplateResult {
    return html`<h2>Variables</h2>
      ${cssProperties.map(({ name, description, default: initial = '' }) => {
        const value = this.theme.variables.get(name) ?? '';
        return html`<label class="theming-row"
          ><span><code>${name}</code> <small>${description}</small></span>
          <span class="theming-fields">
            ${
              COLOUR.test(name)
                ? html`<input
                    type="color"
                    aria-label="${name} as a colour"
                    .value=${/^#[\da-f]{6}$/i.test(value) ? value : '#888888'}
                    @input=${(event: Event) => this.#set('variables', name, event)}
                  />`
                : nothing
            }
            <input
              type="text"
              name=${name}
              aria-label=${name}
              placeholder=${initial}
              .value=${value}
              @input=${(event: Event) => this.#set('variables', name, event)}
            />
          </span>
        </label>`;
      })}`;
  }

  #renderParts({ tagName, cssParts }: DocumentedElement): TemplateResult | typeof nothing {
    if (cssParts.length === 0) return nothing;
    return html`<h2>Parts</h2>
      ${cssParts.map(({ name, description }) => {
        const selector = `${tagName}::part(${name})`;
        return this.#renderText('parts', selector, `::part(${name})`, description, 'border-radius: 0; outline: 2px solid');
      })}`;
  }

  #renderSlots({ tagName, slots }: DocumentedElement): TemplateResult | typeof nothing {
    if (slots.length === 0) return nothing;
    return html`<h2>Slots</h2>
      ${slots.map(({ name, description }) =>
        this.#renderText(
          'slots',
          `${tagName} ${name}`,
          name ? `slot="${name}"` : 'without a name',
          description,
          'Text to put there',
        ),
      )}`;
  }

  #renderText(kind: keyof Theme, key: string, name: string, description = '', placeholder = ''): TemplateResult {
    return html`<label class="theming-row"
      ><span><code>${name}</code> <small>${description}</small></span>
      <input
        type="text"
        name=${key}
        aria-label=${key}
        placeholder=${placeholder}
        .value=${this.theme[kind].get(key) ?? ''}
        @input=${(event: Event) => this.#set(kind, key, event)}
      />
    </label>`;
  }

  #renderPreview(tag: string): unknown {
    const name = unsafeStatic(tag);
    const filled = [...this.theme.slots].filter(([key]) => key.startsWith(`${tag} `));
    const contents = filled.map(([key, text]) => html`<p slot=${key.split(' ')[1]!}>${text}</p>`);
    // Not every element lives in a room: the list reads from a shop, and the picker is given what there is to choose from.
    return staticHtml`<div class="theming-box ${tag}">
      <${name} .room=${this.room} .shop=${this.room} .skus=${this.skus}>${contents}</${name}>
    </div>`;
  }

  #set(kind: keyof Theme, key: string, event: Event): void {
    const value = (event.target as HTMLInputElement).value.trim();
    const next = new Map(this.theme[kind]);
    if (value) next.set(key, value);
    else next.delete(key);
    this.theme = { ...this.theme, [kind]: next };
    this.copied = false;
  }

  readonly #choose = (event: Event): void => {
    this.tag = (event.target as HTMLSelectElement).value;
  };

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(cssOf(this.theme));
    this.copied = true;
  };
}
