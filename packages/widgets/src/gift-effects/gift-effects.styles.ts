import { css } from 'lit';

export default css`
  :host {
    position: absolute;
    inset: 0;
    display: block;
    overflow: hidden;
    pointer-events: none !important;
    color: var(--_on-picture);
    contain: strict;
  }
  .stage,
  .file,
  .drawn {
    position: absolute;
    inset: 0;
  }
  .file canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .drawn > * {
    position: absolute;
    inset-block-start: 28%;
    left: 50%;
  }
  .hero {
    inline-size: 160px;
    block-size: 160px;
    margin: -80px;
    object-fit: contain;
    animation: hero 2400ms var(--_ease) both;
  }
  .hero .icon-svg {
    inline-size: 100%;
    block-size: 100%;
  }
  .glow {
    inline-size: 320px;
    block-size: 320px;
    margin: -160px;
    border-radius: var(--_pill);
    background: radial-gradient(closest-side, color-mix(in oklab, var(--_accent), white 40%), transparent);
    animation: glow 2400ms var(--_ease) both;
  }
  .spark {
    inline-size: 8px;
    block-size: 8px;
    margin: -4px;
    border-radius: var(--_pill);
    background: color-mix(in oklab, var(--_accent), white 60%);
    animation: spark 1500ms 300ms var(--_ease) both;
  }
  .spark-0 {
    --_x: 110px;
    --_y: 0px;
  }
  .spark-1 {
    --_x: 130px;
    --_y: 75px;
  }
  .spark-2 {
    --_x: 55px;
    --_y: 95px;
  }
  .spark-3 {
    --_x: 0px;
    --_y: 150px;
  }
  .spark-4 {
    --_x: -55px;
    --_y: 95px;
  }
  .spark-5 {
    --_x: -130px;
    --_y: 75px;
  }
  .spark-6 {
    --_x: -110px;
    --_y: 0px;
  }
  .spark-7 {
    --_x: -130px;
    --_y: -75px;
  }
  .spark-8 {
    --_x: -55px;
    --_y: -95px;
  }
  .spark-9 {
    --_x: 0px;
    --_y: -150px;
  }
  .spark-10 {
    --_x: 55px;
    --_y: -95px;
  }
  .spark-11 {
    --_x: 130px;
    --_y: -75px;
  }
  .total {
    translate: -50% 84px;
    font-size: 28px;
    font-weight: 800;
    font-style: italic;
    text-shadow: 0 1px 6px var(--_scrim);
    animation: appear 300ms var(--_ease) both;
  }
  .banners {
    position: absolute;
    /* Below the number under a drawn gift, also where the picture is low. */
    inset-block-start: var(--live-gift-banner-offset, max(46%, 28% + 132px));
    inset-inline-start: calc(var(--_space) * 3);
    display: grid;
    gap: calc(var(--_space) * 2);
    max-inline-size: min(300px, 78%);
  }
  .banner {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: var(--_tap);
    padding-inline: calc(var(--_space) * 4);
    border-radius: var(--_pill);
    background: var(--_scrim);
    animation: appear var(--_duration) var(--_ease) both;
  }
  .banner img {
    flex: none;
    object-fit: contain;
  }
  .who {
    display: grid;
    min-inline-size: 0;
    line-height: 1.25;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who > span {
    font-size: 12px;
  }
  .times {
    flex: none;
    font-size: 20px;
    font-weight: 800;
    font-style: italic;
    animation: bump 220ms var(--_ease);
  }
  @keyframes appear {
    from {
      transform: translateY(8px);
      opacity: 0;
    }
  }
  @keyframes bump {
    from {
      transform: scale(1.6);
    }
  }
  @keyframes hero {
    0% {
      transform: scale(0.2);
      opacity: 0;
    }
    18% {
      transform: scale(1.15);
      opacity: 1;
    }
    30%,
    75% {
      transform: scale(1);
      opacity: 1;
    }
    100% {
      transform: translateY(-120px) scale(0.8);
      opacity: 0;
    }
  }
  @keyframes glow {
    0%,
    100% {
      transform: scale(0.4);
      opacity: 0;
    }
    35% {
      transform: scale(1);
      opacity: 0.7;
    }
  }
  @keyframes spark {
    from {
      transform: scale(0.4);
      opacity: 1;
    }
    to {
      transform: translate(var(--_x), var(--_y));
      opacity: 0;
    }
  }
`;
