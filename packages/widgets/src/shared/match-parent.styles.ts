import { css } from 'lit';

/**
 * Declarations for text that has a direction of its own: it stands on the side that the page around it is read from, not on that of its own
 * letters. Chrome knows only the prefixed name.
 */
export const matchParent = css`
  text-align: -webkit-match-parent;
  text-align: match-parent;
`;
