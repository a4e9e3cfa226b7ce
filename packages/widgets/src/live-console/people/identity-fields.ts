import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { matchParent } from '../../shared/match-parent.styles.ts';

/** One field of the form: what it is called, what stands in it, and what is wrong with that. */
export interface Field {
  /** As the server names it: `badges.0.name`. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly fault: string | undefined;
  readonly write: (value: string) => void;
  /** Names and colours are typed as they are, in whatever direction a page reads. */
  readonly isCode?: boolean;
  readonly hint?: TemplateResult | string;
  /** Id of the list of what others have there. */
  readonly list?: string;
}

/** A field with what helps to fill it in, or what is wrong, below it and told with it. */
export function renderField({ name, label, value, max, fault, write, isCode, hint, list }: Field): TemplateResult {
  return html`<div class="field">
    <label>
      <span>${label}</span>
      <input
        name=${name}
        maxlength=${max}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        dir=${isCode ? 'ltr' : 'auto'}
        list=${list ?? nothing}
        aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${fault || hint ? `about-${name}` : nothing}
        .value=${value}
        @input=${(event: Event) => write(valueOf(event))}
      />
    </label>
    ${fault || hint ? html`<p id="about-${name}" class=${fault ? 'fault' : 'hint'}>${fault ?? hint}</p>` : nothing}
  </div>`;
}

/** A colour: typed, or chosen by eye. */
export function renderColor(field: Omit<Field, 'isCode' | 'max'>): TemplateResult {
  const { value, label, write } = field;
  const isColor = /^#[0-9a-f]{6}$/i.test(value.trim());
  return html`<div class="color">
    ${renderField({ ...field, max: 7, isCode: true })}
    <input
      type="color"
      class=${isColor ? '' : 'none'}
      aria-label=${msg(str`Choose: ${label}`)}
      .value=${isColor ? value.trim().toLowerCase() : '#808080'}
      @input=${(event: Event) => write(valueOf(event))}
    />
  </div>`;
}

const valueOf = ({ target }: Event): string => (target as HTMLInputElement).value;

export const fieldStyles = css`
  .field {
    min-inline-size: 0;
  }
  .field > p {
    /* Below the ring of a field that has the focus. */
    margin-block-start: calc(var(--_space) * 1.5);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .field code {
    display: block;
    ${matchParent}
  }
  .fault {
    color: var(--_danger);
  }
  .fields {
    align-items: start;
  }
  .color {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: calc(var(--_space) * 2);
  }
  .color > input[type='color'] {
    inline-size: var(--_tap);
    block-size: var(--_tap);
    /* Beside the field, below its name. */
    margin-block-start: calc(1lh + var(--_space));
    padding: calc(var(--_space) * 1.5);
    font-size: 12px;
    line-height: inherit;
    cursor: pointer;
  }
  /* No colour is not grey. */
  .color > .none::-webkit-color-swatch {
    background: repeating-conic-gradient(var(--_line) 0 25%, transparent 0 50%) 0 0 / 12px 12px !important;
  }
`;
