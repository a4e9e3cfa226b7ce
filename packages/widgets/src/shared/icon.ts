import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** One stroke width and one grid for all; the colour is that of the text around. */
export const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg
    class="icon-svg"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;
