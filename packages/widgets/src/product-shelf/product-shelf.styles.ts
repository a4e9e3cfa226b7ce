import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size;
  }
  .list {
    display: grid;
    gap: 0 calc(var(--_space) * 6);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
  }
  .product {
    --_image: 88px;
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr);
    align-content: start;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_line);
  }
  .text {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    min-inline-size: 0;
  }
  .now {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 700;
  }
  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    animation: skeleton 900ms ease-in-out infinite alternate;
  }
  .foot {
    display: flex;
    align-items: flex-end;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    margin-block-start: auto;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_space) * 2);
    line-height: 1.25;
  }
  .price strong {
    font-size: 16px;
    font-weight: 800;
  }
  .price s {
    color: var(--_muted);
    font-size: 12px;
  }
  .stock {
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 600;
  }
  .tools {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    background: var(--live-shelf-tools, var(--_surface));
  }
  .more {
    display: flex;
    margin: calc(var(--_space) * 3) auto;
  }
  .wait {
    grid-column: 1 / -1;
  }
  .choice .error {
    margin: 0;
  }
  .gone .image {
    filter: grayscale(1);
    opacity: 0.55;
  }
  .gone :is(.title, .price strong, .stock) {
    color: var(--_muted);
  }
  .choice,
  .product > .error {
    grid-column: 1 / -1;
  }
  .choice {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .error {
    font-size: 12px;
  }
  .line {
    block-size: 14px;
  }
  .line.short {
    inline-size: 45%;
  }
`;
