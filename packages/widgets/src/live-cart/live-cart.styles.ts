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
  .quantity span {
    min-inline-size: 3ch;
    text-align: center;
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
  .total {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
  }
  .total strong {
    font-size: 20px;
    font-weight: 800;
  }
  .bar {
    block-size: 14px;
  }
  .bar.short {
    inline-size: 40%;
  }
`;
