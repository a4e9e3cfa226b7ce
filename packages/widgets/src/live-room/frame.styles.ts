import { css } from 'lit';

/** The page as a grid over the picture. */
export const frame = css`
  :host {
    container-type: inline-size;
    background: var(--_picture);
  }
  .frame {
    --_edge: calc(var(--_space) * 3);
    /* Host and notice. */
    --_head: calc(var(--_edge) + var(--_tap) + var(--_space) * 11);
    /* What chat, card and buttons leave of the picture, and never less than words over it need. */
    --_free: max(150px, 25%, 66% - 344px);
    position: relative;
    display: grid;
    grid-template: auto minmax(max(150px, 25%), 1fr) minmax(0, 34%) auto auto / minmax(0, 1fr);
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
  .frame:not(.wide, .failed) .player {
    --live-player-screen-start: calc(var(--_head) + env(safe-area-inset-top));
    --live-player-screen-end: calc(100% - var(--_head) - var(--_free) - env(safe-area-inset-top));
  }
  .top,
  .chat,
  .popup,
  .bar {
    position: relative;
    min-inline-size: 0;
    /* Where a screen has a notch, it has it in every direction of reading. */
    margin-left: calc(var(--_edge) + env(safe-area-inset-left));
    margin-right: calc(var(--_edge) + env(safe-area-inset-right));
    transition: opacity var(--_duration) var(--_ease);
  }
  .clean :is(.top, .chat, .popup, .bar),
  .clean .player::part(controls) {
    opacity: 0;
    visibility: hidden;
  }
  .tabs {
    display: none;
  }
`;
