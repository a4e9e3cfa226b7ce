import { css } from 'lit';

export default css`
  :host {
    position: relative;
    display: inline-grid;
    justify-items: center;
    inline-size: var(--_tap);
  }
  .button.on-picture {
    background: var(--live-like-background, var(--_scrim));
    color: var(--live-like-color, var(--_on-picture));
  }
  .icon-svg {
    inline-size: 24px;
    block-size: 24px;
  }
  .button:active .icon-svg {
    transform: scale(0.86);
  }
  .button .icon-svg {
    transition: transform var(--_duration) var(--_ease);
  }
  .count {
    position: absolute;
    inset-block-start: -9px;
    padding: 0 6px;
    border-radius: var(--_pill);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    white-space: nowrap;
    pointer-events: none;
  }
  .sky {
    position: absolute;
    inset-block-end: 100%;
    inline-size: 0;
    block-size: 0;
    pointer-events: none;
  }
  .heart {
    --_drift: 0px;
    position: absolute;
    inset-block-end: 0;
    translate: -50% 0;
    color: var(--_accent);
    opacity: 0;
    animation: rise 1800ms linear;
    will-change: transform, opacity;
  }
  .path-0 {
    --_drift: 10px;
  }
  .path-1 {
    --_drift: -18px;
    animation-duration: 2100ms;
  }
  .path-2 {
    --_drift: -4px;
    animation-duration: 1600ms;
  }
  .path-3 {
    --_drift: 18px;
    animation-duration: 2300ms;
  }
  .path-4 {
    --_drift: -12px;
  }
  .path-5 {
    --_drift: 4px;
    animation-duration: 2000ms;
  }
  @keyframes rise {
    0% {
      transform: translate(0, 0) scale(0.4);
      opacity: 0;
    }
    12% {
      transform: translate(calc(var(--_drift) * 0.3), -24px) scale(1.1);
      opacity: 1;
    }
    60% {
      transform: translate(var(--_drift), -110px) scale(1);
      opacity: 0.9;
    }
    100% {
      transform: translate(calc(var(--_drift) * 0.4), -190px) scale(0.8);
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sky {
      display: none;
    }
  }
`;
