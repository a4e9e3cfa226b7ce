import { css } from 'lit';

export default css`
  dialog[open] {
    inline-size: min(520px, calc(100vw - 32px));
  }
  h2 {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .skus {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  .sku {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }
  .amount {
    flex: 1 1 160px;
    min-inline-size: 0;
  }
  .amount > span {
    overflow-wrap: anywhere;
  }
  .hint {
    flex-basis: 100%;
    color: var(--_muted);
    font-size: 12px;
  }
  .again {
    margin-block-start: calc(var(--_space) * 2);
  }
  .more {
    display: flex;
    margin: calc(var(--_space) * 4) auto 0;
  }
`;
