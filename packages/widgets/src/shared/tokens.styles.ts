import { css } from 'lit';
import { matchParent } from './match-parent.styles.ts';

/**
 * The look. A shop sets `--live-…` anywhere above an element; elements read only the private `--_…` derived here.
 * (Declaring `--live-…` itself on every host would cut off what the page sets further up.) Light and dark follow `color-scheme`.
 */
export const tokens = css`
  :host {
    --_accent: var(--live-accent, #d92b4b);
    /* Black or white, whichever reads better on the accent. */
    --_on-accent: var(--live-on-accent, oklch(from var(--_accent) clamp(0, (0.63 - l) * 1000, 1) 0 0));
    /* Away from the text on it, so that hovering never costs contrast. */
    --_accent-shade: oklch(from var(--_on-accent) calc(1 - l) 0 0);
    --_accent-hover: color-mix(in oklab, var(--_accent), var(--_accent-shade) 10%);
    --_accent-pressed: color-mix(in oklab, var(--_accent), var(--_accent-shade) 20%);
    --_accent-text: light-dark(color-mix(in oklab, var(--_accent), black 8%), color-mix(in oklab, var(--_accent), white 45%));
    --_accent-soft: color-mix(in oklab, var(--_accent), transparent 88%);
    --_surface: var(--live-surface, light-dark(#fff, #17171b));
    --_raised: var(--live-raised, light-dark(#f4f4f6, #222228));
    --_overlay: var(--live-overlay, light-dark(#fff, #1d1d22));
    --_text: var(--live-text, light-dark(#18181c, #f4f4f6));
    --_muted: var(--live-muted, light-dark(#5f6069, #a7a8b3));
    --_line: color-mix(in oklab, var(--_text), transparent 88%);
    --_danger: var(--live-danger, light-dark(#b3261e, #ff8a80));
    --_success: var(--live-success, light-dark(#166b39, #6fd796));
    --_warning: var(--live-warning, light-dark(#8a5300, #f5b95f));
    --_on-picture: var(--live-on-picture, #fff);
    --_picture: var(--live-picture, #0e0e11);
    --_scrim: var(--live-scrim, rgb(14 14 17 / 0.64));
    --_radius: var(--live-radius, 12px);
    --_radius-small: calc(var(--_radius) * 0.66);
    --_pill: 999px;
    --_space: var(--live-space, 4px);
    --_shadow: var(--live-shadow, 0 1px 2px rgb(0 0 0 / 0.08), 0 8px 28px rgb(0 0 0 / 0.16));
    --_duration: var(--live-duration, 160ms);
    --_ease: var(--live-ease, cubic-bezier(0.2, 0, 0, 1));
    --_tap: 44px;
    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font: var(--live-font, inherit);
    font-size: 14px;
    line-height: 1.4;
    text-align: start;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  /* What is not translated keeps its full stop at its own end where a page is read the other way. */
  :is(button, h2, h3, label, legend, p, strong) {
    ${matchParent}
    unicode-bidi: plaintext;
  }
`;
