import { css } from 'lit';

export default css`
  :host {
    min-block-size: 160px;
  }
  .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--live-list-card, 220px)), 1fr));
    gap: calc(var(--_space) * 6) calc(var(--_space) * 4);
  }
  .card {
    display: grid;
    gap: calc(var(--_space) * 3);
    border-radius: var(--_radius);
    color: inherit;
    text-decoration: none;
  }
  .cover {
    position: relative;
    display: block;
    overflow: hidden;
    border-radius: var(--_radius);
    aspect-ratio: var(--live-list-ratio, 4 / 5);
  }
  .picture {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    background: var(--_raised);
    transition: transform calc(var(--_duration) * 2) var(--_ease);
  }
  .picture.empty {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .picture.empty .icon-svg {
    inline-size: 32px;
    block-size: 32px;
  }
  a.card:hover .picture {
    transform: scale(1.03);
  }
  a.card:hover .title {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .badges {
    position: absolute;
    inset-block-start: calc(var(--_space) * 2);
    inset-inline: calc(var(--_space) * 2);
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1.5);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    padding: 2px calc(var(--_space) * 2.5);
    border-radius: 12px;
    background: var(--_scrim);
    color: var(--_on-picture);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
  }
  .badge .icon-svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .on-air {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    letter-spacing: 0.04em;
  }
  .ended .picture {
    filter: saturate(0.4);
  }
  .text {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    min-inline-size: 0;
  }
  .title {
    display: -webkit-box;
    unicode-bidi: isolate;

    overflow: hidden;
    font-size: 16px;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  /* Room for the ellipsis of a line that stands at its own end. */
  :host(:dir(rtl)) .title:dir(ltr),
  :host(:dir(ltr)) .title:dir(rtl) {
    padding-inline-end: 16px;
    margin-inline-end: -16px;
  }
  .host {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    color: var(--_muted);
  }
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_text);
    object-fit: cover;
    font-size: 14px;
    font-weight: 600;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .line {
    block-size: 16px;
  }
  .line.short {
    inline-size: 45%;
  }
  .more {
    display: flex;
    margin: calc(var(--_space) * 6) auto 0;
  }
`;
