import { css } from 'lit';

export default css`
  :host {
    position: relative;
    overflow: hidden;
    aspect-ratio: var(--live-player-ratio, 9 / 16);
    background: var(--_picture);
    color: var(--_on-picture);
    container-type: inline-size;
  }
  .base {
    position: absolute;
    inset: 0;
  }
  /* What a screen blurs ends with the picture; a bright page around it does not shine in. */
  .base:has(.screen) {
    clip-path: inset(0);
  }
  .backdrop,
  .poster,
  video,
  .layer,
  .screen {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .poster > img,
  .poster ::slotted(*) {
    display: block;
    object-fit: var(--live-player-fit, cover);
    /* Shops give all their images a height of auto, and would win. */
    inline-size: 100% !important;
    block-size: 100% !important;
  }
  .poster:has(~ video:not(.unseen)) {
    opacity: 0;
  }
  /* Seen around a picture that does not fill the box. */
  .backdrop {
    scale: 1.2;
  }
  .backdrop.plain {
    background: radial-gradient(
      120% 80% at 50% 20%,
      color-mix(in oklab, var(--_accent), var(--_picture) 72%),
      var(--_picture) 70%
    );
  }
  .backdrop.glow {
    filter: blur(36px) brightness(0.6);
  }
  video {
    object-fit: var(--live-player-fit, cover);
    transition: opacity var(--_duration) var(--_ease);
  }
  video.unseen {
    opacity: 0;
  }
  video:focus-visible {
    outline-offset: -4px;
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .layer {
    pointer-events: none;
  }
  .layer ::slotted(*) {
    pointer-events: auto;
  }
  .screen {
    inset-block: var(--live-player-screen-start, 0) var(--live-player-screen-end, 0);
    display: grid;
    align-content: safe center;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    block-size: auto;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 6);
    isolation: isolate;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  /* Over all of the picture, also below the words. */
  .screen::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset: -100vmax 0;
    background: color-mix(in oklab, var(--_picture), transparent 28%);
    backdrop-filter: blur(14px);
  }
  .title {
    font-size: 20px;
    font-weight: 700;
    line-height: 1.25;
  }
  .more {
    color: color-mix(in oklab, var(--_on-picture), transparent 16%);
  }
  .countdown {
    font-size: clamp(24px, 11cqi, 56px);
    font-weight: 700;
    line-height: 1.1;
    letter-spacing: -0.02em;
    white-space: nowrap;
  }
  .screen ::slotted(*) {
    color: inherit;
    text-underline-offset: 4px;
  }
  .screen .button {
    margin-block-start: calc(var(--_space) * 2);
  }
  .spinner {
    position: absolute;
    inset: var(--live-player-screen-start, 0) 0 var(--live-player-screen-end, 0);
    margin: auto;
    inline-size: 36px;
    block-size: 36px;
    border: 3px solid color-mix(in oklab, var(--_on-picture), transparent 70%);
    border-block-start-color: var(--_on-picture);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }
  .big-play {
    position: absolute;
    inset: var(--live-player-screen-start, 0) 0 var(--live-player-screen-end, 0);
    margin: auto;
    display: grid;
    place-items: center;
    inline-size: 76px;
    block-size: 76px;
    border: 0;
    border-radius: 50%;
    background: var(--_scrim);
    color: var(--_on-picture);
    backdrop-filter: blur(8px);
    cursor: pointer;
  }
  .big-play .icon-svg {
    inline-size: 36px;
    block-size: 36px;
  }
  .unmute {
    position: absolute;
    inset-block-start: var(--live-player-unmute-offset, 30%);
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    backdrop-filter: blur(8px);
  }
  .controls {
    position: absolute;
    inset-block-start: var(--live-player-controls-offset, calc(var(--_space) * 3));
    inset-inline-end: calc(var(--_space) * 3);
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  .pip[aria-pressed='true'] {
    background: var(--_on-picture);
    color: var(--_picture);
  }
  @container (max-width: 560px) {
    .controls {
      flex-direction: column;
    }
    .controls .pause,
    .controls .fullscreen {
      display: none;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
