import { css } from 'lit';

/** Chat and products beside the picture. */
export const wide = css`
  .frame.wide {
    --_side: 360px;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) var(--_side);
    block-size: var(--live-room-height, min(100dvh, 62cqi));
    background: var(--_surface);
    color: var(--_text);
    .player {
      grid-area: 1 / 1 / -1 / 2;
      --live-player-fit: contain;
    }
    .top {
      grid-area: 1 / 1 / 3 / 2;
      align-self: start;
    }
    .popup {
      grid-area: 2 / 1 / 4 / 2;
      align-self: end;
      justify-self: start;
      inline-size: min(400px, 100% - var(--_edge) * 2);
      margin-block-end: var(--_edge);
    }
    .tabs {
      grid-area: 1 / 2;
      display: flex;
      gap: calc(var(--_space) * 2);
      padding: calc(var(--_space) * 1) calc(var(--_space) * 4) 0;
      border-block-end: 1px solid var(--_line);
    }
    .tab {
      min-block-size: 48px;
      padding: 0 calc(var(--_space) * 2);
      border: 0;
      border-block: 2px solid transparent;
      background: none;
      color: var(--_muted);
      font-weight: 600;
      cursor: pointer;
    }
    .tab:hover {
      color: var(--_text);
    }
    .tab[aria-selected='true'] {
      border-block-end-color: var(--_accent);
      color: var(--_text);
    }
    .chat {
      grid-area: 2 / 2;
      max-inline-size: none;
      margin: 0;
      color: var(--_text);
      padding-inline: calc(var(--_space) * 2);
      --live-barrage-bubble: initial;
      --live-barrage-color: initial;
      --live-barrage-name: initial;
      --live-barrage-padding: initial;
      --live-barrage-tip: initial;
      --live-barrage-tip-color: initial;
      --live-barrage-mask: initial;
    }
    .bar {
      grid-area: 3 / 2;
      margin: 0;
      padding: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_line);
      --live-input-background: initial;
      --live-input-color: initial;
      --live-input-placeholder: initial;
      --live-like-background: var(--_raised);
      --live-like-color: var(--_accent-text);
    }
    .bar .button.on-picture {
      background: var(--_raised);
      color: var(--_text);
    }
    .shelf-button,
    .sheet.shelf [data-trap] {
      display: none;
    }
    .sheet.shelf {
      position: static;
      grid-area: 2 / 2;
      display: flex;
      inline-size: auto;
      block-size: auto;
      border-radius: 0;
      box-shadow: none;
      transform: none;
      translate: none;
      opacity: 1;
      transition: none;
    }
    &.show-products .chat,
    &.show-chat .sheet.shelf {
      display: none;
    }
    .sheet.shelf .sheet-head {
      display: none;
    }
    .sheet:is(.cart, .gifts) {
      inset-inline: auto var(--sheet-end);
      border-radius: 0;
    }
    .sheet:is(.cart, .gifts):dir(rtl) {
      inset-inline: auto var(--sheet-start);
    }
    .handle {
      display: none;
    }
  }
  .frame.wide:not(.short) .bar {
    flex-wrap: wrap;
    /* To write in, all of the width. */
    barrage-input,
    ::slotted([slot='input']) {
      flex-basis: 100%;
    }
  }
  .frame.wide.short {
    --_side: 300px;
    --_edge: calc(var(--_space) * 2);
    block-size: var(--live-room-height, 100dvh);
    /* A shop's header above it takes from what little there is. */
    min-block-size: min(280px, 100dvh);
  }
  /* The picture's own width is at most 560 pixels, and its buttons stand below each other. */
  @container (max-width: 860px) {
    .frame.wide.short .top {
      padding-inline-end: calc(var(--_tap) + var(--_space) * 2);
    }
  }
  .frame.wide.short .share {
    display: none;
  }
  .frame.wide.failed {
    grid-template-columns: minmax(0, 1fr) 0;
  }
`;
