import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';
import { forms } from '../staff/forms.styles.ts';
import { table } from './table.styles.ts';

/** Heads, cards, groups of fields, chips and notices of the console. */
const layout = css`
  :host {
    position: relative;
    container-type: inline-size;
    /* As high as the section, so that what is told stands at its foot and not where a short list ends. */
    min-block-size: 100%;
  }
  /* One thing in full stands in its list's place, and tells at the foot of that. */
  :host(:is(live-console-order, live-console-product, live-console-stock, live-console-identity)) {
    position: static;
  }
  [dir]:not(input, textarea) {
    ${matchParent}
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    margin-block-end: calc(var(--_space) * 4);
  }
  .head h2 {
    /* An address for a title breaks rather than leaving its row. */
    flex: 1 1 120px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: 20px;
    line-height: 1.25;
  }
  .back .icon-svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .head h3 {
    margin-block: 0;
    margin-inline-end: auto;
  }
  .card {
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .card + .card {
    margin-block-start: calc(var(--_space) * 4);
  }
  .card > h3,
  h3 {
    margin-block-end: calc(var(--_space) * 2);
    font-size: 14px;
  }
  .muted,
  .hint {
    color: var(--_muted);
  }
  .hint {
    font-size: 12px;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(var(--_space) * 3);
    margin-block-end: calc(var(--_space) * 4);
  }
  .grow {
    flex: 1 1 200px;
  }
  /* The first and the last day are as wide as each other. */
  .span {
    display: grid;
    flex: 0 1 340px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 140px), 1fr));
    gap: calc(var(--_space) * 3);
    min-inline-size: 0;
  }
  .span input {
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 2);
  }
  @container (max-width: 760px) {
    .span {
      flex: 1 1 100%;
    }
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: calc(var(--_space) * 3) calc(var(--_space) * 4);
    align-items: end;
  }
  .fields > .all {
    grid-column: 1 / -1;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: calc(var(--_space) * 2);
    font-weight: 600;
  }
  dialog form {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 4);
    padding-block: 4px;
  }
  @container (max-width: 640px) {
    .chips {
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
    }
  }
  .chip {
    flex: none;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_pill);
    background: transparent;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--_raised);
  }
  .chip[aria-pressed='true'] {
    border-color: transparent;
    background: var(--_text);
    color: var(--_surface);
    font-weight: 600;
  }

  .notices {
    position: absolute;
    inset: 0;
    z-index: 2;
    display: flex;
    align-items: end;
    justify-content: center;
    pointer-events: none;
  }
  /* Where people write, nothing may lie over what they read and type. */
  :host(:is(live-console-acts, live-console-chat)) .notices {
    position: static;
  }
  :host(:is(live-console-acts, live-console-chat)) .toast {
    margin-block-start: calc(var(--_space) * 3);
  }
  .toast {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    max-inline-size: 100%;
    padding-block: calc(var(--_space) * 1);
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 1);
    border-radius: var(--_radius);
    background: var(--_overlay);
    border: 1px solid var(--_line);
    box-shadow: var(--_shadow);
    pointer-events: auto;
    animation: arrive var(--_duration) var(--_ease);
  }
  .toast.failed {
    border-color: var(--_danger);
    color: var(--_danger);
  }
  .toast .button {
    flex: none;
  }
  .toast .undo {
    color: var(--_accent-text);
  }
  code {
    font:
      13px ui-monospace,
      'SF Mono',
      Menlo,
      monospace;
    overflow-wrap: anywhere;
  }
`;

/** What every section of the console looks like. */
export const desk = [forms, layout, table];
