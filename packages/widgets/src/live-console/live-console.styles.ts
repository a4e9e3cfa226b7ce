import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size;
    min-block-size: 480px;
    block-size: var(--live-console-height, 100dvh);
    background: var(--_surface);
  }
  .console {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 208px minmax(0, 1fr);
    block-size: 100%;
  }
  .top {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
    min-block-size: 56px;
    padding-inline: calc(var(--_space) * 5);
    border-block-end: 1px solid var(--_line);
  }
  .top h1 {
    margin: 0;
    overflow: hidden;
    font-size: 16px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .top h1.skeleton {
    inline-size: 200px;
  }
  .top p {
    flex: none;
    max-inline-size: 40%;
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  nav {
    padding: calc(var(--_space) * 3);
    border-inline-end: 1px solid var(--_line);
    overflow-y: auto;
  }
  nav ul {
    display: grid;
    gap: 2px;
  }
  nav button {
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding-inline: calc(var(--_space) * 3);
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    text-align: start;
    white-space: nowrap;
    cursor: pointer;
  }
  nav button:hover {
    background: var(--_raised);
  }
  nav [aria-current] {
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-weight: 600;
  }
  .section {
    --_gutter: calc(var(--_space) * 5);
    --_gutter-end: max(var(--_gutter), env(safe-area-inset-bottom));
    min-block-size: 0;
    padding: var(--_gutter) var(--_gutter) var(--_gutter-end);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .screen {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    block-size: 100%;
    padding: calc(var(--_space) * 6);
    text-align: center;
    text-wrap: balance;
  }
  .screen :is(h1, h2) {
    margin: 0;
    font-size: 20px;
  }
  .screen p {
    max-inline-size: 48ch;
    color: var(--_muted);
  }
  @container (max-width: 760px) {
    .console {
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    }
    .top {
      min-block-size: 48px;
      padding-inline: calc(var(--_space) * 4);
    }
    nav {
      padding: calc(var(--_space) * 1) calc(var(--_space) * 2);
      border-inline-end: 0;
      border-block-end: 1px solid var(--_line);
      overflow: auto hidden;
      scrollbar-width: none;
    }
    nav ul {
      display: flex;
      /* So that the row ends with its padding. */
      inline-size: max-content;
    }
    nav li {
      flex: none;
    }
    .section {
      --_gutter: calc(var(--_space) * 4);
    }
  }
`;
