import { css } from 'lit';

export default css`
  :host {
    display: inline-block;
    position: relative;
    pointer-events: auto;
  }
  .button {
    padding-inline: calc(var(--_space) * 3) calc(var(--_space) * 4);
    gap: calc(var(--_space) * 1.5);
    font-size: 12px;
  }
  .button:not(.following) {
    background: var(--live-follow-background, var(--_accent));
    color: var(--live-follow-color, var(--_on-accent));
  }
  .button .icon-svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .count {
    font-weight: 400;
  }
  .why {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + var(--_space));
    inset-inline-start: 0;
    inline-size: max-content;
    max-inline-size: 240px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 12px;
  }
`;
