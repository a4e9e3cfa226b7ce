import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';

export default css`
  :host {
    color-scheme: dark;
    container-type: inline-size;
    block-size: var(--live-studio-height, 100dvh);
    min-block-size: 480px;
    overflow: hidden;
    background: var(--_surface);
  }
  .studio {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) minmax(320px, 400px);
    grid-template-areas: 'stage side' 'controls side';
    gap: calc(var(--_space) * 4);
    block-size: 100%;
    padding: calc(var(--_space) * 4);
  }
  .stage {
    position: relative;
    grid-area: stage;
    min-block-size: 0;
    border-radius: calc(var(--_radius) * 1.5);
    overflow: hidden;
    background: var(--_picture);
    --_fit: var(--live-studio-fit, contain);
    /* Title and badges stay free. */
    --live-flying-offset: calc(var(--_space) * 28);
  }
  /* What the audience does not see any more is dimmed. */
  .stage.ending live-studio-preview {
    opacity: 0.3;
  }
  .over {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 4);
    color: var(--_on-picture);
    background: linear-gradient(var(--_scrim), transparent);
    pointer-events: none;
  }
  .title {
    margin: 0;
    font-size: 16px;
    font-weight: 600;
    line-height: 1.3;
    overflow: hidden;
    white-space: nowrap;
    ${matchParent}
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
  }
  .controls {
    grid-area: controls;
    min-inline-size: 0;
  }
  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 3);
    min-block-size: 0;
  }
  .panel {
    display: flex;
    flex-direction: column;
    flex: 1 1 0;
    gap: calc(var(--_space) * 2);
    min-block-size: 0;
    padding: calc(var(--_space) * 3);
    border-radius: calc(var(--_radius) * 1.5);
    background: color-mix(in oklab, var(--_raised), var(--_surface) 40%);
  }
  /* What the host works with most gets most of the room. */
  .on-air .queue {
    flex-grow: 1.3;
  }
  .panel h2 {
    padding-inline: calc(var(--_space) * 2);
    font-size: 16px;
  }
  .queue live-studio-queue {
    flex: 1;
  }
  .chat barrage-list {
    flex: 1;
    min-block-size: 0;
  }
  .sales {
    flex: 0 1 auto;
    block-size: 188px;
  }
  .sales live-studio-activity {
    flex: 1;
  }
  .setup {
    flex-basis: 0;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .setup h2 {
    padding: 0;
  }
  .tabs {
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  .tab {
    flex: 1;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 0;
    border-radius: var(--_pill);
    background: transparent;
    color: var(--_muted);
    font-weight: 600;
    cursor: pointer;
  }
  .tab[aria-pressed='true'] {
    background: var(--_raised);
    color: var(--_text);
  }
  /* The run of show itself tells it wherever that can be seen. */
  live-studio-popped {
    display: none;
  }
  .handle .icon-svg {
    transition: transform var(--_duration) var(--_ease);
  }
  .studio:not(.open) .handle .icon-svg {
    transform: rotate(180deg);
  }
  .wait {
    display: block;
    block-size: 72px;
  }
  .side > .skeleton {
    flex: 1;
    border-radius: calc(var(--_radius) * 1.5);
  }
  .screen {
    display: grid;
    align-content: safe center;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    block-size: 100%;
    overflow-y: auto;
    padding: calc(var(--_space) * 8);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .screen h1 {
    margin: 0;
    font-size: 20px;
    line-height: 1.25;
  }
  .screen p {
    max-inline-size: 48ch;
    color: var(--_muted);
  }
  .screen live-studio-activity {
    inline-size: min(100%, 420px);
    max-block-size: 45dvh;
    margin-block: calc(var(--_space) * 4);
    text-align: start;
  }
  .screen.trying {
    grid-area: stage;
    z-index: 1;
    block-size: auto;
  }
  .bidi {
    unicode-bidi: plaintext;
  }
  .sign {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50%;
    background: var(--_raised);
  }
  .sign .icon-svg {
    inline-size: 28px;
    block-size: 28px;
  }
  /* Wide enough for both panels side by side with the picture: on air they are both there, before that the checks take half. */
  @container (min-width: 860px) {
    .handle,
    .tab-setup,
    .on-air .tabs,
    .off-air:not(.panel-chat) .chat,
    .off-air.panel-chat .queue {
      display: none;
    }
    .off-air .tab-queue {
      background: var(--_raised);
      color: var(--_text);
    }
    .off-air.panel-chat .tab-queue {
      background: transparent;
      color: var(--_muted);
    }
    .off-air .chat h2 {
      display: none;
    }
    .setup {
      flex: 0 1 auto;
    }
  }
  /* A phone: the picture fills everything, the panels are a sheet below it. */
  @container (max-width: 859px) {
    .studio {
      grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr);
      grid-template-areas: 'stage' 'controls' 'side';
      gap: 0;
      padding: 0;
    }
    .stage {
      grid-row: 1 / 3;
      grid-column: 1;
      border-radius: 0;
      --_fit: var(--live-studio-fit, cover);
    }
    .over {
      padding-block-start: calc(var(--_space) * 3 + env(safe-area-inset-top));
    }
    .controls {
      grid-row: 2;
      grid-column: 1;
      z-index: 1;
      padding: calc(var(--_space) * 3);
    }
    .studio:not(.open.panel-queue) live-studio-popped {
      display: block;
    }
    .side {
      display: grid;
      gap: 0;
      padding-block-end: env(safe-area-inset-bottom);
      background: var(--_surface);
    }
    .studio:not(.open) .tab {
      background: transparent;
      color: var(--_muted);
    }
    .tabs {
      order: -1;
      padding: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
    }
    .panel {
      display: none;
      block-size: min(46dvh, 440px);
      border-radius: 0;
      background: transparent;
      padding-block-start: 0;
    }
    .open.panel-queue .queue,
    .open.panel-chat .chat,
    .open.panel-sales .sales,
    .open.panel-setup .setup {
      display: flex;
    }
    .panel.chat > h2,
    .panel.setup > h2 {
      display: none;
    }
  }
`;
