import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** One stroke width and one grid for all; the colour is that of the text around. */
const icon = (shape: SVGTemplateResult): TemplateResult =>
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

export const icons = {
  add: icon(svg`<path d="M12 5v14M5 12h14" />`),
  back: icon(svg`<path d="m14.5 5-7 7 7 7" />`),
  bag: icon(svg`<path d="M5.5 8h13l1 12h-15zM9 10.5V7a3 3 0 0 1 6 0v3.5" />`),
  beauty: icon(svg`<path d="M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8zM18.5 16v4M16.5 18h4" />`),
  camera: icon(svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15.5 11 5.5-3v8l-5.5-3" />`),
  cameraOff: icon(
    svg`<path d="M5 6.600A2.5 2.5 0 0 0 3 9v6a2.5 2.5 0 0 0 2.5 2.500H13a2.5 2.5 0 0 0 2.3-1.500M9 6.500h4A2.5 2.5 0 0 1 15.5 9v2l5.5-3v8l-2.5-1.400M3 3l18 18" />`,
  ),
  cart: icon(
    svg`<path d="M3 4h2.500l2.3 11h10L20 7.500H6.3" /><circle cx="9" cy="19" r="1.3" /><circle cx="17" cy="19" r="1.3" />`,
  ),
  check: icon(svg`<path d="m5 12.5 4.5 4.500L19 7.5" />`),
  chat: icon(
    svg`<path d="M4 6.500A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.500v7a2.5 2.5 0 0 1-2.5 2.500H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.500z" />`,
  ),
  clock: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.500V12l3 2" />`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18" />`),
  copy: icon(
    svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5" /><path d="M15.5 8.500V6.500A2.5 2.5 0 0 0 13 4H6.500A2.5 2.5 0 0 0 4 6.500V13a2.5 2.5 0 0 0 2.5 2.500h2" />`,
  ),
  down: icon(svg`<path d="M12 5v14m-6-6 6 6 6-6" />`),
  film: icon(
    svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5" /><path d="M8 5v14M16 5v14M3.500 9.700H8M3.500 14.300H8M16 9.700h4.500M16 14.300h4.5" />`,
  ),
  flip: icon(
    svg`<path d="M4 11a8 8 0 0 1 14-4.500L20 8.500M20 4v4.500h-4.500M20 13a8 8 0 0 1-14 4.500L4 15.500M4 20v-4.500h4.5" />`,
  ),
  fullscreen: icon(
    svg`<path d="M4 9V5.500A1.5 1.5 0 0 1 5.5 4H9m6 0h3.500A1.5 1.5 0 0 1 20 5.500V9m0 6v3.500a1.5 1.5 0 0 1-1.5 1.500H15m-6 0H5.500A1.5 1.5 0 0 1 4 18.500V15" />`,
  ),
  heart: icon(
    svg`<path fill="currentColor" d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z" />`,
  ),
  info: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 7.800v.01" />`),
  keyboard: icon(
    svg`<rect x="2.5" y="6" width="19" height="12" rx="2.5" /><path d="M6.500 10h.01M10.200 10h.01M13.800 10h.01M17.500 10h.01M8 14h8" />`,
  ),
  minus: icon(svg`<path d="M5 12h14" />`),
  more: icon(svg`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.8" />`),
  mic: icon(svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3" />`),
  micOff: icon(
    svg`<path d="M9 9v2a3 3 0 0 0 4.5 2.600M15 11V6a3 3 0 0 0-5.8-1M5.5 11.500a6.5 6.5 0 0 0 10.3 5.300M18.5 11.500a6.5 6.5 0 0 1-.6 2.700M12 18v3M3 3l18 18" />`,
  ),
  muted: icon(svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM16 9.500l5 5m0-5-5 5" />`),
  sound: icon(svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11" />`),
  people: icon(
    svg`<circle cx="9.5" cy="8.5" r="3.5" /><path d="M3 19.500a6.5 6.5 0 0 1 13 0M15.5 5.300a3.5 3.5 0 0 1 0 6.400M18 14.300a6.5 6.5 0 0 1 3 5.2" />`,
  ),
  pause: icon(svg`<path fill="currentColor" stroke="none" d="M7 5h3.500v14H7zM13.5 5H17v14h-3.500z" />`),
  pip: icon(
    svg`<path d="M20.500 11V7A2.5 2.5 0 0 0 18 4.500H6A2.5 2.5 0 0 0 3.5 7v8A2.5 2.5 0 0 0 6 17.500h4" /><rect x="13" y="13.5" width="8" height="6" rx="1.5" />`,
  ),
  play: icon(svg`<path fill="currentColor" d="M8 5.500v13l10.5-6.500z" />`),
  power: icon(svg`<path d="M12 3.500V12M7 6.500a8 8 0 1 0 10 0" />`),
  retry: icon(svg`<path d="M20 12a8 8 0 1 1-2.5-5.800L20 8.500M20 4v4.500h-4.5" />`),
  screen: icon(
    svg`<rect x="3" y="5" width="18" height="12" rx="2" /><path d="M9 20.500h6M12 13.500v-5m-2.3 2.300L12 8.500l2.3 2.3" />`,
  ),
  send: icon(svg`<path d="M12 19V5m-6 6 6-6 6 6" />`),
  settings: icon(
    svg`<path d="M4 7.500h9m5 0h2M4 16.500h2m5 0h9" /><circle cx="15.5" cy="7.5" r="2.5" /><circle cx="8.5" cy="16.5" r="2.5" />`,
  ),
  share: icon(svg`<path d="M12 15V4m-4 3.500L12 4l4 3.500M6 11.500H5v8.500h14v-8.500h-1" />`),
  stream: icon(
    svg`<circle cx="12" cy="12" r="2" /><path d="M8.300 15.700a5.200 5.200 0 0 1 0-7.400M15.700 8.300a5.200 5.200 0 0 1 0 7.400M5.500 18.500a9.200 9.200 0 0 1 0-13M18.500 5.500a9.200 9.200 0 0 1 0 13" />`,
  ),
  trash: icon(svg`<path d="M5 7h14M9.5 7V4.500h5V7M7 7l.8 12.500h8.400L17 7M10.3 10.500v5.500M13.7 10.500v5.5" />`),
  warning: icon(svg`<path d="M12 4 2.8 19.500h18.400zM12 10v4.500M12 17.200v.01" />`),
};
