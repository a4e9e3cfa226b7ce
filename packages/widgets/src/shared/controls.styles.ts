import { css } from 'lit';

/** Buttons, fields, chips, the focus ring, skeletons and text that only screen readers get. */
export const controls = css`
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  img,
  svg,
  video {
    display: block;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_tap);
    min-inline-size: var(--_tap);
    padding: 0 calc(var(--_space) * 4);
    border: 0;
    border-radius: var(--_pill);
    background: var(--_raised);
    color: var(--_text);
    font-weight: 600;
    text-decoration: none;
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--_duration) var(--_ease);
  }
  .button:hover {
    background: color-mix(in oklab, var(--_raised), var(--_text) 8%);
  }
  .button:active {
    background: color-mix(in oklab, var(--_raised), var(--_text) 14%);
  }
  .button.accent {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button.accent:hover {
    background: var(--_accent-hover);
  }
  .button.accent:active {
    background: var(--_accent-pressed);
  }
  .button.plain {
    background: transparent;
  }
  .button.plain:hover {
    background: var(--_raised);
  }
  .button.danger {
    background: transparent;
    color: var(--_danger);
  }
  .button.icon {
    padding: 0;
    inline-size: var(--_tap);
    flex: none;
  }
  .button.on-picture {
    background: var(--_scrim);
    color: var(--_on-picture);
  }
  .button.on-picture:hover {
    background: color-mix(in oklab, var(--_scrim), black 30%);
  }
  .button.wide {
    inline-size: 100%;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    cursor: not-allowed;
    background: var(--_raised);
    color: var(--_muted);
  }
  :focus-visible {
    /* Two colours, so that the ring is seen on a picture as well as on a surface. */
    outline: 2px solid var(--_on-picture);
    outline-offset: 1px;
    box-shadow: 0 0 0 5px var(--_accent);
  }
  .icon-svg {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .skeleton {
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_text), transparent 91%);
    animation: skeleton 1.4s ease-in-out infinite alternate;
  }
  .notice {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 8) calc(var(--_space) * 4);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .notice > .icon-svg {
    inline-size: 32px;
    block-size: 32px;
  }
  .notice strong {
    color: var(--_text);
    font-size: 16px;
  }
  .error {
    color: var(--_danger);
  }
  @keyframes skeleton {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.5;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
    }
  }
  @media (forced-colors: active) {
    .button {
      border: 1px solid ButtonBorder;
    }
  }
`;
