import { css } from 'lit';
import { matchParent } from './match-parent.styles.ts';

/** A product's picture and name as cards and lists show them; `--_image` is the picture's size. */
export const productSummary = css`
  .image {
    inline-size: var(--_image);
    block-size: var(--_image);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    object-fit: cover;
  }
  .image.empty {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .title {
    display: -webkit-box;
    ${matchParent}
    unicode-bidi: isolate;
    overflow: hidden;
    font-size: 14px;
    font-weight: 500;
    line-height: 1.35;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  /* Room for the ellipsis of a line that stands at its own end. */
  :host(:dir(rtl)) .title:dir(ltr),
  :host(:dir(ltr)) .title:dir(rtl) {
    padding-inline-end: 14px;
    margin-inline-end: -14px;
  }
  .title a {
    color: inherit;
    text-decoration: none;
  }
  .title a:hover {
    text-decoration: underline;
  }
`;
