import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';

/** Host, title, viewers and notice, over the upper part of the picture. */
export const header = css`
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
  .line {
    display: flex;
    flex: 1 1 100%;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  .host {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    min-block-size: var(--_tap);
    padding-block: 4px;
    padding-inline: 4px 14px;
    border-radius: var(--_pill);
    background: var(--_scrim);
  }
  /* The button comes when the shop knows whether the visitor follows. Its place is kept, so that no name is cut shorter then. */
  .frame:not(.wide) .host:has(follow-button) {
    position: relative;
    padding-inline-end: calc(36px + 4px + var(--_space) * 2);
  }
  .frame:not(.wide) follow-button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 4px;
    display: grid;
    align-items: center;
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
    line-height: 1.2;
  }
  .names > * {
    min-inline-size: 0;
  }
  .names bdi {
    display: block;
    ${matchParent}
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .names span {
    font-size: 12px;
  }
  /* Beside badges and buttons a phone has no room for most titles. */
  .frame:not(.wide) .names span bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .badges {
    display: flex;
    flex: none;
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
    ${matchParent}
  }
  .room-notice[aria-expanded='true'] .text {
    max-block-size: 9lh;
    overflow-y: auto;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  /* The player's buttons stand in a row as soon as its width allows. */
  @container (min-width: 561px) {
    .top {
      padding-inline-end: calc(var(--_tap) * 4 + var(--_space) * 8);
    }
  }
  /* Where the player has no buttons, and will not in a moment, their place is the title's. */
  .frame:has(> .player[state]:not([state$='ing'], [state='interrupted'])) > header {
    padding-inline-end: 0;
  }
  /* On top of each other they leave a phone's width to the title. */
  @container (max-width: 480px) {
    .badges {
      flex-direction: column;
      align-items: center;
      gap: 2px;
    }
  }
`;
