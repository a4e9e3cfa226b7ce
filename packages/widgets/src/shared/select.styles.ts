import { css } from 'lit';

/** A list to choose from, its arrow as far from its end as its text is from its start. The browser's own arrow stands at the edge. */
export const selects = css`
  select:not([multiple]) {
    --_end: calc(var(--_space) * 3);
    appearance: none;
    padding-inline-end: calc(var(--_end) + 18px);
    background-image:
      linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      right calc(var(--_end) + 5px) center,
      right var(--_end) center;
    background-size: 5px 5px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }
  select:not([multiple]):dir(rtl) {
    background-position:
      left var(--_end) center,
      left calc(var(--_end) + 5px) center;
  }
`;
