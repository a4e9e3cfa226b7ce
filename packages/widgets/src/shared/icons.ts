import { svg } from 'lit';
import { icon } from './icon.ts';
import { pictureIcons } from './picture-icons.ts';

/** Those that visitors see. */
export const icons = {
  ...pictureIcons,
  add: icon(svg`<path d="M12 5v14M5 12h14" />`),
  camera: icon(svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15.5 11 5.5-3v8l-5.5-3" />`),
  check: icon(svg`<path d="m5 12.5 4.5 4.500L19 7.5" />`),
  clock: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.500V12l3 2" />`),
  down: icon(svg`<path d="M12 5v14m-6-6 6 6 6-6" />`),
  heart: icon(
    svg`<path fill="currentColor" d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z" />`,
  ),
  minus: icon(svg`<path d="M5 12h14" />`),
  pin: icon(svg`<path d="M9 4h6l-.8 6 3.300 3v1.500h-11V13l3.300-3zM12 14.500V21" />`),
  reply: icon(svg`<path d="M9.500 7 4.500 12l5 5M4.500 12H14a5.500 5.500 0 0 1 5.500 5.500V19" />`),
  retry: icon(svg`<path d="M20 12a8 8 0 1 1-2.5-5.800L20 8.500M20 4v4.500h-4.5" />`),
  send: icon(svg`<path d="M12 19V5m-6 6 6-6 6 6" />`),
  trash: icon(svg`<path d="M5 7h14M9.5 7V4.500h5V7M7 7l.8 12.500h8.400L17 7M10.3 10.500v5.500M13.7 10.500v5.5" />`),
};
