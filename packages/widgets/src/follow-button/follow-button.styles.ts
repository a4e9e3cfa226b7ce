import { css } from 'lit';

export default css`
  /* Without a button there is no gap for it either. */
  :host {
    display: contents;
  }
  .box {
    position: relative;
    display: inline-flex;
    flex: none;
    pointer-events: auto;
  }
  .button {
    position: relative;
    gap: var(--_space);
    min-block-size: 32px;
    padding-inline: calc(var(--_space) * 2) calc(var(--_space) * 3);
    font-size: 12px;
  }
  /* A finger needs more than the eye. */
  .button::before {
    content: '';
    position: absolute;
    inset-inline: 0;
    inset-block: calc(50% - var(--_tap) / 2);
  }
  .button.compact {
    inline-size: 36px;
    min-inline-size: 0;
    min-block-size: 36px;
    padding: 0;
  }
  .compact::before {
    inset: -4px;
  }
  .button:not(.following) {
    background: var(--live-follow-background, var(--_accent));
    color: var(--live-follow-color, var(--_on-accent));
  }
  .button:not(.following):hover {
    background: var(--live-follow-background, var(--_accent-hover));
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
    inset-block-start: calc(100% + var(--_space) * 2);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: 200px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 12px;
  }
`;
