import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';

export default css`
  .popped {
    --_image: 44px;
    display: grid;
    grid-template-columns: var(--_image) minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 3);
    max-inline-size: 440px;
    margin: 0 auto calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    animation: arrive var(--_duration) var(--_ease);
  }
  .title {
    overflow: hidden;
    font-weight: 600;
    line-height: 1.3;
    ${matchParent}
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  .now {
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(var(--_space) * 2);
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 600;
  }
  .stock {
    font-weight: 400;
  }
  .error:not([hidden]) {
    grid-column: 1 / -1;
    padding-block-start: var(--_space);
    font-size: 12px;
  }
  .button {
    padding-inline: calc(var(--_space) * 3.5);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;
