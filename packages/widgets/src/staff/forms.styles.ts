import { css } from 'lit';

/** Fields, dialogs and their buttons, as whoever runs a show or the shop has them. In no file that visitors load. */
export const forms = css`
  label {
    display: block;
  }
  label > span {
    display: block;
    margin-block-end: var(--_space);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
  }
  input:not([type='checkbox'], [type='radio'], [type='file'], [type='range']),
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: var(--_text);
    font: inherit;
    font-size: 16px;
    text-overflow: ellipsis;
  }
  textarea {
    resize: vertical;
  }
  /* The browser's own arrow stands at the very edge. */
  select {
    appearance: none;
    padding-inline-end: 30px;
    background: conic-gradient(from -45deg at bottom, currentColor 90deg, transparent 0) right 12px center / 10px 5px no-repeat
      var(--_raised);
  }
  select:dir(rtl) {
    background-position-x: 12px;
  }
  select:disabled {
    color: var(--_muted);
  }
  [aria-invalid='true'] {
    border-color: var(--_danger) !important;
  }
  .check {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_tap);
    cursor: pointer;
  }
  .check > span {
    margin: 0;
    color: var(--_text);
    font-size: 14px;
    font-weight: 400;
  }
  .check input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }
  dialog {
    inline-size: min(480px, calc(100vw - 32px));
    max-block-size: min(680px, calc(100dvh - 32px));
    margin: auto;
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
  }
  @container (max-width: 480px) {
    dialog {
      padding: calc(var(--_space) * 4);
    }
  }
  dialog::backdrop {
    background: var(--_scrim);
  }
  dialog[open] {
    animation: arrive var(--_duration) var(--_ease);
  }
  dialog h2 {
    font-size: 20px;
    line-height: 1.25;
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 3);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 3);
  }
  .button.stop {
    background: oklch(from var(--_danger) 0.53 0.21 h);
    color: var(--_on-picture);
  }
  .button.stop:hover {
    background: oklch(from var(--_danger) 0.48 0.2 h);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
`;
