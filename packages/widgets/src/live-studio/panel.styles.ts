import { css } from 'lit';
import { forms } from '../staff/forms.styles.ts';

/** What panels and dialogs of the studio share. */
export const panel = [
  forms,
  css`
    input[type='range'] {
      display: block;
      inline-size: 100%;
      min-block-size: var(--_tap);
      margin: 0;
      accent-color: var(--_accent);
    }
    dialog h2 + p {
      margin-block-start: calc(var(--_space) * 2);
    }
    .dialog-head {
      margin-block-end: calc(var(--_space) * 4);
    }
    .actions {
      margin-block-start: calc(var(--_space) * 6);
    }
    .button.stop {
      background: var(--live-on-air, oklch(from var(--_danger) 0.53 0.21 h));
    }
  `,
];
