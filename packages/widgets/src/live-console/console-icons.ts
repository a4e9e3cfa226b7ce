import { svg } from 'lit';
import { icon } from '../shared/icon.ts';

/** Those that only the console shows. */
export const consoleIcons = {
  dots: icon(svg`<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3" />`),
  pin: icon(svg`<path d="M9 4h6l-1 7 3 3H7l3-3zM12 14v6" />`),
  back: icon(svg`<path d="M19 12H5m6-6-6 6 6 6" />`),
};
