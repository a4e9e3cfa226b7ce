import { css } from 'lit';

/** Tables, which on a phone become cards, and what stands in their place while there is nothing to show. */
export const table = css`
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
    min-inline-size: 180px;
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
    position: relative;
    text-align: end;
    white-space: nowrap;
  }
  td .button {
    font-weight: 500;
  }
  td .button,
  td .link,
  td .state {
    vertical-align: middle;
  }
  .link {
    position: relative;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font-weight: 600;
    text-align: inherit;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  /* As large as a finger, while the row stays as low as its text. */
  .link::after {
    content: '';
    position: absolute;
    inset-block: calc((100% - var(--_tap)) / 2);
    inset-inline: min(0px, (100% - var(--_tap)) / 2);
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
  @container (min-width: 761px) and (max-width: 960px) {
    th,
    td {
      padding-inline: calc(var(--_space) * 2);
    }
    /* Names break before they push a column out of sight. */
    td:not(.amount, .act) {
      overflow-wrap: anywhere;
    }
    td:not(.main, .amount, .act) {
      min-inline-size: 96px;
    }
    /* From one price to another may be two lines. */
    td.amount {
      white-space: normal;
    }
    td .button:not(.icon) {
      padding-inline: calc(var(--_space) * 2);
    }
  }
  @container (max-width: 760px) {
    .toolbar > label {
      flex: 1 1 132px;
    }
    .toolbar > label:has(select) {
      flex-basis: max-content;
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
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
      padding-block: calc(var(--_space) * 3);
      border-block-end: 1px solid var(--_line);
    }
    tr:hover {
      background: none !important;
    }
    td,
    td.main,
    td.amount {
      display: block;
      block-size: auto;
      min-inline-size: 0;
      padding: 0;
      border: 0;
      overflow-wrap: anywhere;
      text-align: start;
      white-space: normal;
    }
    td .state {
      white-space: normal;
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
      margin-block-start: calc(var(--_space) * 2);
      white-space: normal;
    }
    td.act .button {
      background: var(--_raised);
    }
  }
`;
