import { css } from 'lit';

export default css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    --_on-air: var(--live-on-air, oklch(from var(--_danger) 0.53 0.21 h));
  }
  .badge,
  .chip {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    min-block-size: 30px;
    padding: 0 calc(var(--_space) * 3);
    border-radius: var(--_pill);
    background: var(--_scrim);
    color: var(--_on-picture);
    font-size: 14px;
    font-weight: 600;
    white-space: nowrap;
    backdrop-filter: blur(8px);
  }
  .badge.on,
  .badge.reconnecting {
    background: var(--_on-air);
    text-transform: uppercase;
    letter-spacing: 0.06em;
    font-size: 12px;
    font-weight: 700;
  }
  .badge.reconnecting {
    background: color-mix(in oklab, var(--_on-air), var(--_picture) 45%);
  }
  .badge i {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    animation: pulse 1.6s ease-in-out infinite alternate;
  }
  .chip .icon-svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .chip.warning::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_bar-poor);
  }
  .bars {
    display: inline-flex;
    align-items: flex-end;
    gap: 2px;
    block-size: 14px;
  }
  .bars i {
    inline-size: 4px;
    border-radius: 1px;
    background: color-mix(in oklab, currentColor, transparent 65%);
  }
  .bars i:nth-child(1) {
    block-size: 5px;
  }
  .bars i:nth-child(2) {
    block-size: 8px;
  }
  .bars i:nth-child(3) {
    block-size: 11px;
  }
  .bars i:nth-child(4) {
    block-size: 14px;
  }
  :host {
    /* On a picture the light tones of the states read best, whatever the scheme. */
    --_bar-good: oklch(from var(--_success) 0.82 0.16 h);
    --_bar-fair: oklch(from var(--_warning) 0.84 0.15 h);
    --_bar-poor: oklch(from var(--_danger) 0.76 0.16 h);
  }
  .bars i.lit {
    background: var(--_bar-good);
  }
  .q3 .bars i.lit {
    background: var(--_bar-fair);
  }
  .q4 .bars i.lit,
  .q5 .bars i.lit {
    background: var(--_bar-poor);
  }
  live-studio-level {
    inline-size: 56px;
    block-size: 6px;
    color: inherit;
    --_level: var(--_bar-good);
  }
  .kbps {
    font-weight: 500;
  }
  @container (max-width: 420px) {
    live-studio-level {
      inline-size: 56px;
      block-size: 6px;
      color: inherit;
    }
    .kbps {
      font-size: 12px;
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.35;
    }
  }
`;
