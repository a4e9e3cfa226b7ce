import { css } from 'lit';

export default css`
  :host {
    --_bubble: var(--live-barrage-bubble, transparent);
    --_color: var(--live-barrage-color, var(--_text));
    --_name: var(--live-barrage-name, var(--_muted));
    --_mask: var(--live-barrage-mask, none);
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 96px;
    block-size: 100%;
  }
  :host([overlay]) {
    --_bubble: var(--live-barrage-bubble, var(--_scrim));
    --_color: var(--live-barrage-color, var(--_on-picture));
    --_name: var(--live-barrage-name, color-mix(in oklab, var(--_on-picture), transparent 12%));
    --_mask: var(--live-barrage-mask, linear-gradient(transparent, black 45%));
  }
  .list {
    display: flex;
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    mask-image: var(--_mask);
    border-radius: var(--_radius-small);
  }
  :host([overlay]) .list {
    scrollbar-width: none;
  }
  .rows {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: calc(var(--_space) * 1.5);
    inline-size: 100%;
    block-size: fit-content;
    /* A few rows sit at the bottom, where the newest will always be. */
    margin-block-start: auto;
    padding: calc(var(--_space) * 2);
  }
  .row {
    max-inline-size: 100%;
    padding: var(--live-barrage-padding, 2px 0);
    border-radius: var(--_radius);
    background: var(--_bubble);
    color: var(--_color);
    overflow-wrap: anywhere;
  }
  :host([overlay]) .row {
    padding: var(--live-barrage-padding, 5px 10px);
  }
  .name {
    margin-inline-end: 6px;
    color: var(--_name);
    font-weight: 600;
  }
  .text {
    unicode-bidi: isolate;
  }
  .badge {
    display: inline-block;
    margin-inline-end: 5px;
    padding: 0 7px;
    border-radius: var(--_pill);
    background: var(--_text);
    color: var(--_surface);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
  }
  .badge.host {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .tip {
    max-inline-size: 100%;
    padding: 3px 12px;
    border-radius: var(--_pill);
    background: var(--live-barrage-tip, var(--_raised));
    color: var(--live-barrage-tip-color, var(--_muted));
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  :host([overlay]) .tip {
    background: var(--live-barrage-tip, var(--_scrim));
    color: var(--live-barrage-tip-color, var(--_on-picture));
  }
  .more {
    position: absolute;
    inset-block-end: calc(var(--_space) * 2);
    inset-inline: 0;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    inline-size: fit-content;
    min-block-size: var(--_tap);
    margin-inline: auto;
    padding: 0 16px;
    border: 0;
    border-radius: var(--_pill);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    box-shadow: var(--_shadow);
    cursor: pointer;
    animation: enter var(--_duration) var(--_ease);
  }
  .more .icon-svg {
    inline-size: 16px;
    block-size: 16px;
  }
  @keyframes enter {
    from {
      transform: translateY(8px);
      opacity: 0;
    }
  }
`;
