import { css } from 'lit';
import { matchParent } from '../shared/match-parent.styles.ts';

export default css`
  form {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }
  .reply {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 1.5);
    padding-inline-start: calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: var(--live-input-background, var(--_raised));
    color: var(--live-input-color, var(--_text));
    font-size: 12px;
    line-height: 1.35;
    animation: enter var(--_duration) var(--_ease);
  }
  :host([overlay]) .reply {
    background: var(--_scrim);
    color: var(--_on-picture);
  }
  .reply p {
    flex: 1;
    min-inline-size: 0;
  }
  .reply :is(.to, .quoted) {
    display: block;
    ${matchParent}
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .reply .to {
    font-weight: 600;
  }
  .reply .to .icon-svg {
    display: inline-block;
    inline-size: 14px;
    block-size: 14px;
    vertical-align: -2px;
  }
  /* An arrow back is one forward where reading goes the other way. */
  .reply .to .icon-svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .reply .button {
    color: inherit;
  }
  .reply .button:hover {
    background: color-mix(in oklab, currentcolor, transparent 88%);
  }
  @keyframes enter {
    from {
      transform: translateY(8px);
      opacity: 0;
    }
  }
  .field {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }
  input {
    display: block;
    inline-size: 100%;
    block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 4);
    border: 1px solid transparent;
    border-radius: var(--_pill);
    background: var(--live-input-background, var(--_raised));
    color: var(--live-input-color, var(--_text));
    /* Below 16px iOS zooms into the field. */
    font-size: 16px;
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--live-input-placeholder, var(--_muted));
    font-size: 14px;
    opacity: 1;
    ${matchParent}
    unicode-bidi: plaintext;
  }
  /* Why nothing can be written does not fit on one line of a narrow field. */
  .obstacle {
    position: absolute;
    inset: 0 calc(var(--_space) * 2.5);
    display: grid;
    align-content: center;
    overflow: hidden;
    color: var(--live-input-placeholder, var(--_muted));
    font-size: 12px;
    line-height: 1.2;
    overflow-wrap: anywhere;
    ${matchParent}
    unicode-bidi: plaintext;
    pointer-events: none;
  }
  :host([overlay]) .obstacle {
    color: color-mix(in oklab, var(--_on-picture), transparent 18%);
  }
  .field:has(.obstacle) input::placeholder {
    color: transparent;
  }
  :host([overlay]) input {
    background: var(--_scrim);
    color: var(--_on-picture);
  }
  :host([overlay]) .field:not(:has(.obstacle)) input::placeholder {
    color: color-mix(in oklab, var(--_on-picture), transparent 18%);
  }
  input:disabled {
    cursor: not-allowed;
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .left {
    position: absolute;
    inset-block: 0;
    inset-inline-end: calc(var(--_space) * 3);
    display: grid;
    align-items: center;
    color: inherit;
    font-size: 12px;
    pointer-events: none;
  }
  .field:has(.left) input {
    padding-inline-end: calc(var(--_space) * 10);
  }
  .error,
  .held {
    margin-block-start: var(--_space);
    padding: var(--_space) calc(var(--_space) * 3);
    font-size: 12px;
  }
  .held {
    color: var(--_muted);
  }
  :host([overlay]) .held {
    color: inherit;
  }
  :host([overlay]) .error,
  :host([overlay]) .held {
    border-radius: var(--_radius-small);
    background: var(--_overlay);
  }
`;
