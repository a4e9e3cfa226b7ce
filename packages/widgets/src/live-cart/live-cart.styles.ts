import { css } from 'lit';

export default css`
  .line {
    --_image: 64px;
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr);
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_line);
  }
  .text {
    display: grid;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
  }
  .options {
    color: var(--_muted);
    font-size: 12px;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 2);
  }
  .price {
    font-size: 16px;
    font-weight: 800;
  }
  .quantity {
    display: flex;
    align-items: center;
    margin-inline: auto calc(var(--_space) * -2);
  }
  .quantity input {
    inline-size: 5ch;
    min-block-size: var(--_tap);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 16px;
    text-align: center;
    appearance: textfield;
  }
  .quantity input::-webkit-inner-spin-button {
    display: none;
  }
  .button.plain:disabled {
    background: transparent;
    opacity: 0.5;
  }
  .error {
    font-size: 12px;
  }
  .sum {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) calc(var(--_space) * 4);
    background: var(--live-cart-sum, var(--_surface));
  }
  /* A keyboard leaves little room: the form has it. */
  .address ~ .sum {
    position: static;
  }
  .sums {
    display: grid;
    gap: var(--_space);
    transition: opacity var(--_duration) var(--_ease);
  }
  .sums.old {
    opacity: 0.6;
  }
  .sums div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 2);
  }
  .total dd {
    font-size: 20px;
    font-weight: 800;
  }
  .muted,
  .note {
    color: var(--_muted);
    font-size: 12px;
  }
  .note {
    color: var(--_warning);
  }
  .way {
    display: flex;
    margin: 0 auto calc(var(--_space) * 2);
  }
  .address {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_line);
  }
  .address h3 {
    font-size: 14px;
    font-weight: 600;
  }
  .address .pair {
    align-items: end;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 120px), 1fr));
    gap: calc(var(--_space) * 2);
  }
  .labelled {
    display: grid;
    min-inline-size: 0;
  }
  .field {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_muted);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font-size: 16px;
  }
  /* The browser's own arrow stands at the very edge. */
  select.field {
    appearance: none;
    padding-inline-end: 30px;
    background: conic-gradient(from -45deg at bottom, currentColor 90deg, transparent 0) right 12px center / 10px 5px no-repeat
      var(--_surface);
  }
  select.field:dir(rtl) {
    background-position-x: 12px;
  }
  .bar {
    block-size: 14px;
  }
  .bar.short {
    inline-size: 40%;
  }
`;
