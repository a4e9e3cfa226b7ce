import { css } from 'lit';

export default css`
  :host {
    position: absolute;
    inset: 0;
    /* What lies below is for the finger; a layer of the player says otherwise of what it holds. */
    pointer-events: none !important;
  }
  .stage {
    position: absolute;
    inset: 0;
    inset-block-start: var(--live-flying-offset, 0px);
    overflow: clip;
    contain: strict;
    color: var(--live-flying-color, var(--_on-picture));
    font-size: var(--live-flying-size, 18px);
    font-weight: 600;
    opacity: var(--live-flying-opacity, 1);
  }
  .band {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    will-change: transform;
  }
  .bullet {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    padding: 0 10px;
    border-radius: var(--_pill);
    color: color-mix(in oklab, var(--_own, currentcolor), currentcolor 55%);
    line-height: 1.5;
    white-space: pre;
    background: var(--live-flying-background, var(--_scrim));
  }
  .bullet.own {
    box-shadow: inset 0 0 0 1.5px currentcolor;
  }
  .bullet.host {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  @media (hover: hover) {
    .bullet {
      pointer-events: auto;
    }
  }
`;
