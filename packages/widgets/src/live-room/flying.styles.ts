import { css } from 'lit';

/** Messages that fly over the picture, and the button that stops them. */
export const flying = css`
  .frame {
    --live-flying-offset: calc(var(--_edge) + var(--_tap) + var(--_space) * 3 + env(safe-area-inset-top));
  }
  .frame.listless:not(.wide) .chat {
    display: none;
  }
  .flying {
    grid-area: 3 / 1;
    position: relative;
    place-self: end;
    margin-block-end: calc(var(--_space) * 2);
    margin-left: calc(var(--_edge) + env(safe-area-inset-left));
    margin-right: calc(var(--_edge) + env(safe-area-inset-right));
    transition: opacity var(--_duration) var(--_ease);
  }
  .flying[aria-pressed='false'] .icon-svg {
    opacity: 0.5;
  }
  .clean .flying {
    opacity: 0;
    visibility: hidden;
  }
  .wide .flying {
    grid-area: 2 / 1 / 4 / 2;
    margin: 0 var(--_edge) var(--_edge);
  }
`;
