import { css } from 'lit';
import { productFacts } from './product-facts.styles.ts';

const row = css`
  .row {
    --_image: 56px;
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2);
    border-radius: var(--_radius);
  }
  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .facts .number {
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(var(--_space) * 2);
  }
  .stock.change {
    position: relative;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .stock.change:hover {
    text-decoration-style: solid;
  }
  /* A finger needs more than the eye. */
  .stock.change::before {
    content: '';
    position: absolute;
    inset-inline: -8px;
    inset-block: calc(50% - 22px);
  }
  .row .button {
    padding-inline: calc(var(--_space) * 3.5);
  }
`;

/** Rows of products, in the queue and in the search. */
export const rows = [productFacts, row];

export default css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline: calc(var(--_space) * 2);
  }
  .head h2 {
    flex: 1;
    font-size: 16px;
  }
  .count {
    color: var(--_muted);
    font-weight: 400;
  }
  .list {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .row {
    /* As high as a row that is being explained: popping up moves nothing. */
    min-block-size: 82px;
  }
  .row {
    position: relative;
  }
  /* The key that pops it up; there are none to press on a phone. */
  kbd {
    position: absolute;
    inset-block-start: calc(var(--_space) * 2.5);
    inset-inline-start: var(--_space);
    min-inline-size: 20px;
    border-radius: 6px;
    background: var(--_scrim);
    color: var(--_on-picture);
    font: inherit;
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
  }
  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }
  .row.explaining {
    background: var(--_accent-soft);
  }
  .act {
    display: grid;
    justify-items: end;
    gap: var(--_space);
  }
  /* Beside a long price there is no room for three buttons: they go below it. */
  .row:has(.edit) {
    display: flex;
    flex-wrap: wrap;
  }
  .row:has(.edit) .facts {
    flex: 1 1 80px;
    min-inline-size: min-content;
  }
  .act.edit {
    display: flex;
    gap: var(--_space);
    margin-inline-start: auto;
  }
  .button.soft {
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
  .button.soft:hover {
    background: color-mix(in oklab, var(--_accent), transparent 78%);
  }
  .row .button.icon {
    padding: 0;
  }
  .row .up .icon-svg {
    transform: rotate(180deg);
  }
  .now {
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 600;
  }
  .row .skeleton {
    block-size: 56px;
  }
  .row .skeleton.wide {
    block-size: 36px;
  }
  .failure {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }
  @container (max-width: 420px) {
    .row .act.edit {
      flex-basis: 100%;
      padding-inline-start: calc(56px + var(--_space) * 3);
    }
  }
`;
