import { css } from 'lit';

/** Tables, fields, chips, dialogs and notices of the console. */
export const desk = css`
  :host {
    container-type: inline-size;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    margin-block-end: calc(var(--_space) * 4);
  }
  .head h2 {
    margin-inline-end: auto;
    font-size: 20px;
    line-height: 1.25;
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

  label {
    display: block;
  }
  label > span {
    display: block;
    margin-block-end: var(--_space);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
  }
  input:not([type='checkbox'], [type='radio'], [type='file']),
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: var(--_text);
    font: inherit;
    font-size: 16px;
    text-overflow: ellipsis;
  }
  textarea {
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger) !important;
  }
  .check {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_tap);
    cursor: pointer;
  }
  .check > span {
    margin: 0;
    color: var(--_text);
    font-size: 14px;
    font-weight: 400;
  }
  .check input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
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

  .chips {
    display: flex;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 4);
    padding-block: 4px;
    overflow-x: auto;
    scrollbar-width: none;
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

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 14px;
  }
  th {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
    text-align: start;
    white-space: nowrap;
  }
  td {
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
    border-block-end: 1px solid var(--_line);
    overflow-wrap: break-word;
    block-size: 52px;
  }
  td.main {
    overflow-wrap: anywhere;
  }
  td.main > .hint {
    display: block;
  }
  tbody tr:hover {
    background: color-mix(in oklab, var(--_raised), transparent 40%);
  }
  td.amount,
  th.amount {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  td.amount {
    white-space: nowrap;
  }
  td.act {
    text-align: end;
    white-space: nowrap;
  }
  td .button {
    font-weight: 500;
  }
  .link {
    min-block-size: var(--_tap);
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font-weight: 600;
    text-align: start;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .link:hover {
    color: var(--_accent-text);
    text-decoration: underline;
  }
  .state {
    display: inline-flex;
    align-items: center;
    padding: 2px calc(var(--_space) * 2.5);
    border-radius: var(--_pill);
    background: var(--_raised);
    color: var(--_text);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }
  .state::before {
    content: '';
    inline-size: 7px;
    block-size: 7px;
    margin-inline-end: calc(var(--_space) * 1.5);
    border-radius: 50%;
    background: var(--_muted);
  }
  .state.good::before {
    background: var(--_success);
  }
  .state.warn::before {
    background: var(--_warning);
  }
  .state.bad::before {
    background: var(--_danger);
  }
  .more {
    display: flex;
    margin: calc(var(--_space) * 4) auto 0;
  }
  .waiting {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .waiting .skeleton {
    block-size: 40px;
  }
  .notice {
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }
  .stale {
    margin-block-end: calc(var(--_space) * 3);
  }
  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    overflow-wrap: anywhere;
  }
  .facts dt {
    color: var(--_muted);
  }
  @container (max-width: 640px) {
    .toolbar > label {
      flex: 1 1 132px;
    }
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: calc(var(--_space) * 1) calc(var(--_space) * 4);
      padding-block: calc(var(--_space) * 3);
      border-block-end: 1px solid var(--_line);
    }
    tr:hover {
      background: none !important;
    }
    td,
    td.amount {
      display: block;
      block-size: auto;
      padding: 0;
      border: 0;
      text-align: start;
    }
    td:not(.main, .act)::before {
      content: attr(data-name);
      display: block;
      color: var(--_muted);
      font-size: 12px;
    }
    td.main,
    td.act {
      grid-column: 1 / -1;
    }
    td.act {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
      white-space: normal;
    }
    td.act .button {
      background: var(--_raised);
    }
  }

  dialog {
    inline-size: min(480px, calc(100vw - 32px));
    max-block-size: min(680px, calc(100dvh - 32px));
    margin: auto;
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
  }
  dialog form {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  dialog::backdrop {
    background: var(--_scrim);
  }
  dialog[open] {
    animation: arrive var(--_duration) var(--_ease);
  }
  dialog h2 {
    font-size: 20px;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  dialog p {
    overflow-wrap: anywhere;
  }
  .button.stop {
    background: oklch(from var(--_danger) 0.53 0.21 h);
    color: var(--_on-picture);
  }
  .button.stop:hover {
    background: oklch(from var(--_danger) 0.48 0.2 h);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 3);
  }
  .notices {
    position: sticky;
    inset-block-end: calc(var(--_space) * 4);
    z-index: 2;
    block-size: 0;
    display: flex;
    align-items: end;
    justify-content: center;
  }
  .toast {
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
    animation: arrive var(--_duration) var(--_ease);
  }
  .toast.failed {
    border-color: var(--_danger);
    color: var(--_danger);
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
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
`;
