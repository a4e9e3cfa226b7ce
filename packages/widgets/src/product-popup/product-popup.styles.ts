import { css } from 'lit';

export default css`
  :host {
    max-inline-size: var(--live-popup-size, 400px);
  }
  .card {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: var(--_overlay);
    box-shadow: var(--_shadow);
  }
  .card.announcing {
    animation: arrive calc(var(--_duration) * 2.5) var(--_ease);
  }
  .summary {
    --_image: 72px;
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr) auto;
    gap: calc(var(--_space) * 3);
  }
  .text {
    display: grid;
    align-content: space-between;
    gap: var(--_space);
    min-inline-size: 0;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_space) * 2);
    line-height: 1.25;
  }
  .price strong {
    font-size: 20px;
    font-weight: 800;
    letter-spacing: -0.01em;
  }
  .price s {
    color: var(--_muted);
  }
  .stock {
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 600;
  }
  .dismiss {
    align-self: start;
    margin: calc(var(--_space) * -2);
    color: var(--_muted);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .actions :is(.accent, [part='wait']) {
    flex: 1;
  }
  .error {
    font-size: 12px;
  }
  .order {
    padding: 0;
  }
  variant-picker {
    max-block-size: 40vh;
    overflow-y: auto;
    padding: 3px;
  }
  @keyframes arrive {
    from {
      transform: translateY(24px);
      opacity: 0;
    }
  }
`;
