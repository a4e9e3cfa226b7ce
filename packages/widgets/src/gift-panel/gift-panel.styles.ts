import { css } from 'lit';

export default css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4) calc(var(--_space) * 4);
    background: var(--_surface);
  }
  .tabs {
    display: flex;
    flex: none;
    gap: calc(var(--_space) * 2);
    overflow-x: auto;
    border-block-end: 1px solid var(--_line);
    scrollbar-width: none;
  }
  .tab {
    flex: none;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 2);
    border: 0;
    border-block: 2px solid transparent;
    background: none;
    color: var(--_muted);
    font-weight: 600;
    cursor: pointer;
  }
  .tab[aria-selected='true'] {
    border-block-end-color: var(--_accent);
    color: var(--_text);
  }
  .grid {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fill, minmax(min(var(--live-gift-size, 76px), 100%), 1fr));
    align-content: start;
    gap: calc(var(--_space) * 2);
    min-block-size: 0;
    padding-block: calc(var(--_space) * 3);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .gift {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 2px;
    min-inline-size: 0;
    min-block-size: 102px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 1);
    border: 2px solid transparent;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--_duration) var(--_ease);
  }
  .gift:hover {
    background: var(--_raised);
  }
  .gift[aria-checked='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  .gift[aria-disabled='true'] .picture {
    opacity: 0.45;
  }
  .picture {
    inline-size: 48px;
    block-size: 48px;
    object-fit: contain;
    transition: transform var(--_duration) var(--_ease);
  }
  .picture .icon-svg {
    inline-size: 32px;
    block-size: 32px;
    margin: 8px;
    color: var(--_muted);
  }
  .gift[aria-checked='true'] .picture {
    transform: scale(1.08);
  }
  .gift .name {
    max-inline-size: 100%;
    overflow: hidden;
    font-size: 12px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .price,
  .level,
  .have {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    color: var(--_muted);
    font-size: 12px;
  }
  .price .icon-svg,
  .level .icon-svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .level {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    padding: 1px 5px;
    border-radius: var(--_pill);
    background: var(--_raised);
    color: var(--_text);
  }
  .problem {
    flex: none;
    min-block-size: 20px;
    padding-block-end: calc(var(--_space) * 1);
    color: var(--_muted);
  }
  .problem.bad {
    color: var(--_danger);
  }
  .link {
    min-block-size: 24px;
    padding: 0 4px;
    border: 0;
    background: none;
    color: var(--_accent-text);
    font-weight: 600;
    text-decoration: underline;
    cursor: pointer;
  }
  .foot,
  .head {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 68px;
  }
  .head h3 {
    flex: 1;
    font-size: 16px;
  }
  .balance {
    flex: 1;
    justify-content: start;
    gap: 6px;
    min-inline-size: 0;
    padding-inline: calc(var(--_space) * 2);
  }
  .select {
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_pill);
    background: var(--_raised);
    color: var(--_text);
    font-weight: 600;
  }
  /* The browser's own arrow stands at the very edge. */
  .select {
    appearance: none;
    padding-inline-end: 30px;
    background: conic-gradient(from -45deg at bottom, currentColor 90deg, transparent 0) right 12px center / 10px 5px no-repeat
      var(--_raised);
  }
  .select:dir(rtl) {
    background-position-x: 12px;
  }
  .send {
    min-inline-size: 96px;
  }
  .combo {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 68px;
    block-size: 68px;
    margin-inline-start: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--_pill);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 600;
    line-height: 1.1;
    letter-spacing: -0.02em;
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
    user-select: none;
  }
  .combo:active {
    background: var(--_accent-pressed);
  }
  .combo strong {
    display: block;
    font-size: 14px;
  }
  .ring {
    position: absolute;
    inset: 0;
    rotate: -90deg;
  }
  .ring circle {
    fill: none;
    stroke: var(--_on-accent);
    stroke-width: 3;
    stroke-dasharray: 100;
    stroke-dashoffset: 100;
    animation: run-out 5s linear;
  }
  @keyframes run-out {
    from {
      stroke-dashoffset: 0;
    }
    to {
      stroke-dashoffset: 100;
    }
  }
  .packages {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
    align-content: start;
    gap: calc(var(--_space) * 2);
    padding-block: calc(var(--_space) * 2);
  }
  .package {
    display: grid;
    gap: 4px;
    justify-items: center;
    inline-size: 100%;
    min-block-size: 72px;
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    cursor: pointer;
  }
  .package:hover {
    border-color: var(--_accent);
  }
  .package .name {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: 16px;
    font-weight: 700;
  }
  .package strong {
    color: var(--_accent-text);
  }
  .gift.skeleton {
    background: color-mix(in oklab, var(--_text), transparent 91%);
  }
  @media (prefers-reduced-motion: reduce) {
    .ring circle {
      animation: none;
      stroke-dashoffset: 0;
    }
  }
`;
