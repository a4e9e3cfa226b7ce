import { css } from 'lit';

export default css`
  :host {
    position: relative;
    display: grid;
    block-size: 100%;
    color: var(--_on-picture);
  }
  video {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: var(--_fit, contain);
  }
  video.mirrored {
    transform: scaleX(-1);
  }
  .sharing {
    position: absolute;
    inset-block-end: calc(var(--_space) * 4);
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    margin-inline: auto;
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 4);
    border-radius: var(--_pill);
    background: var(--_scrim);
    font-weight: 600;
  }
  /* The round buttons lie over the picture there. */
  @container (max-width: 859px) {
    .sharing {
      inset-block-end: calc(var(--_space) * 22);
    }
  }
  .empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 6);
    text-align: center;
    text-wrap: balance;
    background: radial-gradient(
      90% 70% at 50% 30%,
      color-mix(in oklab, var(--_accent), var(--_picture) 82%),
      var(--_picture) 75%
    );
  }
  /* Balanced lines leave a gap between the icon and the words. */
  .empty .button {
    text-wrap: wrap;
  }
  .empty h2 {
    font-size: 20px;
    line-height: 1.25;
  }
  .empty p {
    max-inline-size: 44ch;
    color: color-mix(in oklab, var(--_on-picture), transparent 18%);
  }
  .big {
    display: grid;
    place-items: center;
    inline-size: 76px;
    block-size: 76px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_on-picture), transparent 90%);
  }
  .big .icon-svg {
    inline-size: 32px;
    block-size: 32px;
  }
  .empty .problem {
    display: flex;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_on-picture), transparent 90%);
    color: var(--_on-picture);
    text-align: start;
  }
`;
