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
    /* Where nothing around it has a height, it is a screen high and still scrolls. */
    max-block-size: 100dvh;
  }
  :host([overlay]) {
    --_bubble: var(--live-barrage-bubble, var(--_scrim));
    --_color: var(--live-barrage-color, var(--_on-picture));
    --_name: var(--live-barrage-name, color-mix(in oklab, var(--_on-picture), transparent 12%));
    --_mask: var(--live-barrage-mask, linear-gradient(transparent, black 45%));
  }
  .list {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    padding: calc(var(--_space) * 2);
    overflow-y: auto;
    /* What is seen is kept in its place by the list itself. */
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    mask-image: var(--_mask);
    border-radius: var(--_radius-small);
    contain: content;
  }
  :host([overlay]) .list {
    scrollbar-width: none;
  }
  .rows {
    display: flex;
    flex: none;
    flex-direction: column;
    align-items: flex-start;
    /* A few rows sit at the bottom, where the newest will always be. */
    margin-block-start: auto;
  }
  .rows > * {
    flex: none;
    /* A message's line breaks are nobody else's business: many change at once. */
    contain: layout style;
    margin-block-end: calc(var(--_space) * 1.5);
  }
  :host([overlay]) .row {
    padding: var(--live-barrage-padding, 5px 10px);
  }
  .tip {
    align-self: flex-start;
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
  .pinned {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    inline-size: 100%;
    min-block-size: var(--_tap);
    margin-block-end: var(--_space);
    padding: 5px 10px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--live-barrage-tip, var(--_raised));
    color: var(--live-barrage-color, var(--_text));
    font-size: 12px;
    text-align: start;
    cursor: pointer;
  }
  :host([overlay]) .pinned {
    background: var(--live-barrage-tip, var(--_scrim));
    color: var(--live-barrage-color, var(--_on-picture));
  }
  .pinned .icon-svg {
    inline-size: 15px;
    block-size: 15px;
  }
  .words {
    display: flex;
    gap: var(--_space);
    min-inline-size: 0;
    white-space: nowrap;
  }
  /* Cut at the end of its own direction. */
  .words bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .pinned[aria-expanded='true'] .words {
    display: block;
    max-block-size: 6lh;
    overflow-y: auto;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .words .pinner {
    flex: none;
    max-inline-size: 50%;
    font-weight: 600;
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
