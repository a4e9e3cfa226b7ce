import { css } from 'lit';

/** Chat, card, buttons and field, over the lower part of the picture, and what is said for a moment. */
export const bar = css`
  /* On the picture every message brings its own scrim. */
  .chat {
    grid-area: 3 / 1;
    min-block-size: 0;
    max-inline-size: 78%;
    margin-block-end: calc(var(--_space) * 2);
    color: var(--_on-picture);
    --live-barrage-bubble: var(--_scrim);
    --live-barrage-color: var(--_on-picture);
    --live-barrage-name: color-mix(in oklab, var(--_on-picture), transparent 12%);
    --live-barrage-padding: 5px 11px;
    --live-barrage-tip: var(--_scrim);
    --live-barrage-tip-color: var(--_on-picture);
    --live-barrage-mask: linear-gradient(transparent, black 45%);
  }
  .chat ::slotted(*),
  .chat barrage-list {
    block-size: 100%;
  }
  .popup {
    grid-area: 4 / 1;
    margin-block-end: calc(var(--_space) * 3);
  }
  .bar {
    grid-area: 5 / 1;
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_space) * 2);
    padding-block-end: calc(var(--_edge) + env(safe-area-inset-bottom));
    --live-input-background: var(--_scrim);
    --live-input-color: var(--_on-picture);
    --live-input-placeholder: color-mix(in oklab, var(--_on-picture), transparent 12%);
  }
  /* Where card and buttons need more than a small screen has, they lie over the picture instead of falling off its edge. */
  .frame:not(.wide) :is(.popup, .bar) {
    position: sticky;
    inset-block-end: 0;
  }
  .frame:not(.wide) .popup {
    inset-block-end: calc(var(--_tap) + var(--_edge) + env(safe-area-inset-bottom));
  }
  .bar barrage-input,
  .bar ::slotted([slot='input']) {
    flex: 1;
    min-inline-size: 0;
  }
  .bar > .button {
    position: relative;
  }
  /* Whoever writes gets the whole row. The buttons stay in the order of the keyboard, and come back when they are reached by it. */
  .frame:is(:not(.wide), .short) .bar:has(barrage-input:focus-within) :is(.button, like-button) {
    inline-size: 0;
    min-inline-size: 0;
    margin-inline-end: calc(var(--_space) * -2);
    overflow: hidden;
    opacity: 0;
  }
  .badge {
    position: absolute;
    inset-block-start: -6px;
    inset-inline-end: -4px;
    min-inline-size: 20px;
    padding: 0 6px;
    border-radius: var(--_pill);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
  }

  .toast {
    position: absolute;
    inset-block-start: 38%;
    inset-inline: 0;
    inline-size: fit-content;
    max-inline-size: calc(100% - var(--_edge) * 2);
    margin-inline: auto;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-radius: var(--_pill);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-weight: 600;
    text-align: center;
    unicode-bidi: plaintext;
    pointer-events: none;
    transition:
      opacity var(--_duration) var(--_ease),
      transform var(--_duration) var(--_ease);
  }
  .toast[data-empty] {
    opacity: 0;
    transform: translateY(8px);
  }
  @container (max-width: 420px) {
    .bar {
      gap: calc(var(--_space) * 1.5);
    }
  }
  @container (max-width: 340px) {
    .share {
      display: none;
    }
  }
`;
