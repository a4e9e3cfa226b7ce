import { css } from 'lit';

/** A product's picture, with sides of `--_image`, and how many are left, wherever the studio shows them. */
export const productFacts = css`
  :is(.row, .popped) img,
  .no-image {
    inline-size: var(--_image);
    block-size: var(--_image);
    border-radius: var(--_radius-small);
    object-fit: cover;
    background: var(--_raised);
  }
  .no-image {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .stock {
    color: var(--_muted);
  }
  .stock.low {
    color: var(--_warning);
  }
  .stock.out {
    color: var(--_danger);
  }
`;
