import { css } from 'lit';

/** What panels, fields and dialogs of the studio share. */
export const panel = css`
  label > span {
    display: block;
    margin-block-end: var(--_space);
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
  }
  select,
  input[type='search'] {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_tap);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_raised);
    color: var(--_text);
    font-size: 16px;
    text-overflow: ellipsis;
  }
  select:disabled {
    color: var(--_muted);
  }
  input[type='range'] {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_tap);
    margin: 0;
    accent-color: var(--_accent);
  }
  .check {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_tap);
    cursor: pointer;
  }
  .check span {
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
    inline-size: min(440px, calc(100vw - 32px));
    max-block-size: min(640px, calc(100dvh - 32px));
    margin: auto;
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_overlay);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
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
    margin-block-end: calc(var(--_space) * 4);
  }
  .button.stop {
    background: var(--live-on-air, oklch(from var(--_danger) 0.53 0.21 h));
    color: var(--_on-picture);
  }
  .button.stop:hover {
    background: oklch(from var(--_danger) 0.48 0.2 h);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 6);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
`;
