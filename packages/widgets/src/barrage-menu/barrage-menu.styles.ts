import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';

export default css`
  :host {
    position: fixed;
    inset: auto;
    inset-block-start: var(--menu-top);
    inset-inline-start: var(--menu-start);
    inline-size: 260px;
    max-block-size: calc(100dvh - 16px);
    margin: 0;
    padding: calc(var(--_space) * 1.5);
    border: 0;
    border-radius: var(--_radius);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 14px;
    text-align: start;
    overflow-y: auto;
  }
  /* Every element of ours is a block, which browsers take for a wish to be seen while closed. */
  :host(:not(:popover-open)) {
    display: none;
  }
  :host(:popover-open) {
    animation: enter var(--_duration) var(--_ease);
  }
  .about {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-block-end: 1px solid var(--_line);
    margin-block-end: var(--_space);
    color: var(--_muted);
    font-size: 12px;
  }
  .about > * {
    display: block;
    ${matchParent}
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .about > bdi {
    color: var(--_text);
    font-weight: 600;
  }
  .item {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 0;
    border-radius: var(--_radius-small);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .item:hover {
    background: var(--_raised);
  }
  .item:focus-visible {
    outline-offset: -2px;
    box-shadow: inset 0 0 0 4px var(--_accent);
  }
  .item.danger {
    color: var(--_danger);
  }
  .item[aria-disabled='true'] {
    color: var(--_muted);
    cursor: progress;
  }
  .directed .icon-svg:dir(rtl) {
    transform: scaleX(-1);
  }
  [role='separator'] {
    margin-block: var(--_space);
    border-block-end: 1px solid var(--_line);
  }
  .error:not(:empty) {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    font-size: 12px;
  }
  /* Under a thumb there is room for a sheet only. */
  @media (max-width: 600px) {
    :host {
      inset: auto 0 0;
      inline-size: auto;
      max-inline-size: none;
      padding-block-end: calc(var(--_space) * 3 + env(safe-area-inset-bottom));
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      font-size: 16px;
    }
  }
  @keyframes enter {
    from {
      transform: translateY(8px);
      opacity: 0;
    }
  }
`;
