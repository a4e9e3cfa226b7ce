import { css } from 'lit';

/** A list of people: who they are, and what can be done beside it. */
export const peopleRows = css`
  li {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: 52px;
    padding-block: var(--_space);
    border-block-end: 1px solid var(--_line);
  }
  li > p {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;
