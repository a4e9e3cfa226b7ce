import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size;
  }
  .card {
    --_image: 48px;
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 3);
  }
  .name {
    font-size: 14px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .muted {
    color: var(--_muted);
    font-size: 12px;
  }
  .total {
    font-size: 16px;
    font-weight: 800;
  }
  .status {
    font-weight: 600;
  }
  :is(.paid, .delivered) > .status {
    color: var(--_success);
  }
  :is(.cancelled, .expired, .refunded) > .status {
    color: var(--_muted);
  }
  .what {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .pay,
  .buttons,
  .parcel {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
  }
  .clock {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    font-size: 20px;
    font-weight: 700;
  }
  .toggle {
    justify-self: start;
    margin-inline-start: calc(var(--_space) * -4);
    margin-block-end: calc(var(--_space) * -2);
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    padding-block: calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: 12px;
  }
  .steps li {
    position: relative;
    display: grid;
    justify-items: center;
    gap: var(--_space);
    text-align: center;
    overflow-wrap: anywhere;
  }
  .steps li + li::before {
    content: '';
    position: absolute;
    inset-block-start: 11px;
    inset-inline: calc(-50% + 14px) calc(50% + 14px);
    block-size: 2px;
    background: var(--_line);
  }
  .steps li.past + li.past::before {
    background: var(--_success);
  }
  .steps .past {
    color: var(--_text);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border: 2px solid var(--_line);
    border-radius: 50%;
  }
  .past .mark {
    border-color: transparent;
    background: var(--_success);
    color: var(--_surface);
  }
  .mark .icon-svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .items,
  .parcels {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  .item {
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr);
    gap: calc(var(--_space) * 3);
  }
  .text {
    display: grid;
    align-content: start;
    justify-items: start;
    min-inline-size: 0;
  }
  .sums {
    display: grid;
    gap: var(--_space);
    padding-block-start: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_line);
  }
  .sums div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 3);
  }
  .sums dd {
    font-weight: 600;
  }
  .request {
    display: grid;
    gap: var(--_space);
    padding: calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    overflow-wrap: anywhere;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .refund,
  .sure {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  fieldset {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend,
  .why {
    padding: 0;
    font-weight: 600;
  }
  .back {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 3);
  }
  .back label {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .field {
    min-block-size: var(--_tap);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_muted);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
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
  textarea.field {
    inline-size: 100%;
    resize: vertical;
  }
  .bar {
    block-size: 14px;
  }
  .bar.short {
    inline-size: 45%;
  }
`;
