import { css } from 'lit';

export default css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
  }
  .gap {
    flex: 0 0 calc(var(--_space) * 2);
  }
  .round {
    display: grid;
    justify-items: center;
    gap: var(--_space);
    min-inline-size: 68px;
    padding: var(--_space);
    border: 0;
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_text);
    font-size: 12px;
    line-height: 1.2;
    cursor: pointer;
    touch-action: manipulation;
  }
  .disc {
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
    background: var(--_raised);
    transition: background-color var(--_duration) var(--_ease);
  }
  .disc .icon-svg {
    inline-size: 24px;
    block-size: 24px;
  }
  .round:hover .disc {
    background: color-mix(in oklab, var(--_raised), var(--_text) 10%);
  }
  .round.alert .disc {
    background: color-mix(in oklab, var(--_danger), var(--_surface) 78%);
    color: var(--_danger);
  }
  .round.active .disc {
    background: var(--_text);
    color: var(--_surface);
  }
  .main {
    display: flex;
    gap: calc(var(--_space) * 2);
  }
  .text {
    color: var(--_muted);
    white-space: nowrap;
  }
  .go,
  .stop {
    min-block-size: 52px;
    padding-inline: calc(var(--_space) * 7);
    font-size: 16px;
  }
  @media (pointer: coarse) {
    .keys {
      display: none;
    }
  }
  @container (max-width: 859px) {
    .keys {
      display: none;
    }
    .bar {
      gap: calc(var(--_space) * 2) var(--_space);
    }
    .gap {
      display: none;
    }
    .round {
      min-inline-size: 48px;
      padding: 0;
      color: var(--_on-picture);
    }
    .round .text {
      display: none;
    }
    .disc {
      inline-size: 48px;
      block-size: 48px;
      background: var(--_scrim);
      backdrop-filter: blur(8px);
    }
    /* White on whatever the picture shows, which may be white. */
    .round.active .disc {
      box-shadow: 0 0 0 1px var(--_scrim);
    }
    .go,
    .stop {
      min-block-size: 48px;
      padding-inline: calc(var(--_space) * 4);
      font-size: 14px;
      white-space: nowrap;
    }
  }
`;
