import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size;
    background: var(--_picture);
  }
  .frame {
    --_edge: calc(var(--_space) * 3);
    position: relative;
    display: grid;
    grid-template: auto minmax(0, 1fr) minmax(0, 34%) auto auto / minmax(0, 1fr);
    block-size: var(--live-room-height, min(100dvh, 220cqi));
    min-block-size: min(420px, 100dvh);
    overflow: hidden;
    background: var(--_picture);
  }
  .player {
    grid-area: 1 / 1 / -1 / -1;
    aspect-ratio: auto;
    inline-size: 100%;
    block-size: 100%;
    --live-player-controls-offset: calc(var(--_edge) + env(safe-area-inset-top));
  }
  /* Below are the chat, the card and the bar. */
  .frame:not(.wide, .failed) .player {
    --live-player-screen-end: 46%;
  }
  .top,
  .chat,
  .popup,
  .bar {
    position: relative;
    min-inline-size: 0;
    margin-inline: calc(var(--_edge) + env(safe-area-inset-left)) calc(var(--_edge) + env(safe-area-inset-right));
    transition: opacity var(--_duration) var(--_ease);
  }
  .clean :is(.top, .chat, .popup, .bar) {
    opacity: 0;
    visibility: hidden;
  }
  .tabs {
    display: none;
  }

  /* Host, title, viewers. */
  .top {
    grid-area: 1 / 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_edge) + env(safe-area-inset-top));
    /* The player's sound button stands at the end of this row. */
    padding-inline-end: calc(var(--_tap) + var(--_space) * 2);
    color: var(--_on-picture);
    pointer-events: none;
  }
  .host {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    min-block-size: var(--_tap);
    max-inline-size: 100%;
    padding-block: 4px;
    padding-inline: 4px 14px;
    border-radius: var(--_pill);
    background: var(--_scrim);
  }
  .host.loading {
    padding-inline-end: 96px;
  }
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    object-fit: cover;
  }
  .avatar.skeleton {
    background: var(--_scrim);
  }
  .names {
    display: grid;
    min-inline-size: 0;
    line-height: 1.25;
  }
  .names > * {
    min-inline-size: 0;
  }
  /* Cut at the end of its own direction, and still standing where the page's begins. */
  .names bdi {
    display: block;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .names span {
    font-size: 12px;
  }
  .badges {
    display: flex;
    gap: calc(var(--_space) * 1.5);
    font-size: 12px;
    font-weight: 700;
  }
  .on-air,
  .viewers {
    display: flex;
    align-items: center;
    gap: 5px;
    padding: 3px 9px;
    border-radius: var(--_pill);
    background: var(--_scrim);
  }
  .on-air {
    background: var(--_accent);
    color: var(--_on-accent);
    letter-spacing: 0.04em;
  }
  .viewers .icon-svg {
    inline-size: 15px;
    block-size: 15px;
  }

  .room-notice {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    max-inline-size: min(100%, 520px);
    min-block-size: 28px;
    padding: 3px 10px;
    border: 0;
    border-radius: 14px;
    background: var(--_scrim);
    color: var(--_on-picture);
    font-size: 12px;
    text-align: start;
    cursor: pointer;
    pointer-events: auto;
  }
  /* A finger needs more than the eye. */
  .room-notice::before {
    content: '';
    position: absolute;
    margin-block-start: -8px;
    block-size: 44px;
    inline-size: 44px;
  }
  .room-notice .icon-svg {
    inline-size: 15px;
    block-size: 15px;
  }
  .room-notice .text {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .room-notice[aria-expanded='true'] .text {
    max-block-size: 9lh;
    overflow-y: auto;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  /* On the picture every message brings its own scrim. */
  .chat {
    grid-area: 3 / 1;
    min-block-size: 0;
    max-inline-size: 78%;
    margin-block-end: calc(var(--_space) * 2);
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
  .bar barrage-input,
  .bar ::slotted([slot='input']) {
    flex: 1;
    min-inline-size: 0;
  }
  .bar > .button {
    position: relative;
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
    inset-block-start: 34%;
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

  /* Sheets. */
  .sheet {
    --sheet-drag: 0px;
    position: fixed;
    inset: auto;
    inset-block-start: var(--sheet-top);
    inset-inline-start: var(--sheet-start);
    flex-direction: column;
    inline-size: var(--sheet-width);
    block-size: var(--sheet-height);
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.5) calc(var(--_radius) * 1.5) 0 0;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: hidden;
    translate: 0 var(--sheet-drag);
    transition:
      transform var(--_duration) var(--_ease),
      opacity var(--_duration) var(--_ease),
      overlay var(--_duration) allow-discrete,
      display var(--_duration) allow-discrete;
    transform: translateY(32px);
    opacity: 0;
  }
  .sheet:dir(rtl) {
    inset-inline-start: var(--sheet-end);
  }
  .sheet:popover-open {
    display: flex;
    transform: none;
    opacity: 1;
  }
  @starting-style {
    .sheet:popover-open {
      transform: translateY(32px);
      opacity: 0;
    }
  }
  .sheet-head {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 3) var(--_space);
    padding-inline: calc(var(--_space) * 4) calc(var(--_space) * 2);
    touch-action: none;
    cursor: grab;
  }
  .sheet-head h2 {
    font-size: 16px;
    font-weight: 700;
  }
  .handle {
    position: absolute;
    inset-block-start: 6px;
    inset-inline: 0;
    inline-size: 40px;
    block-size: 4px;
    margin-inline: auto;
    border-radius: var(--_pill);
    background: var(--_line);
  }
  .sheet-body {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding-block-end: env(safe-area-inset-bottom);
  }
  .sheet.cart .sheet-body {
    display: grid;
    align-content: start;
  }

  /* Chat and products beside the picture. */
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
      padding-inline-end: calc(var(--_tap) * 4 + var(--_space) * 8);
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
    .sheet.cart {
      inset-inline: auto var(--sheet-end);
      border-radius: 0;
    }
    .sheet.cart:dir(rtl) {
      inset-inline: auto var(--sheet-start);
    }
    .handle {
      display: none;
    }
  }
  .frame.wide.short {
    --_side: 300px;
    --_edge: calc(var(--_space) * 2);
    block-size: var(--live-room-height, 100dvh);
  }
  .frame.wide.failed {
    grid-template-columns: minmax(0, 1fr) 0;
  }
`;
