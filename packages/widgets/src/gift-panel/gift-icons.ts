import { svg } from 'lit';
import { icon } from '../shared/icon.ts';

/** Those of gifts alone, so that nobody loads them before. */
export const giftIcons = {
  coin: icon(
    svg`<circle cx="12" cy="12" r="8.500" /><path d="m12 8 1.200 2.700 2.800.3-2.100 1.900.6 2.900-2.500-1.500-2.500 1.500.6-2.900L8 11l2.800-.3z" />`,
  ),
  lock: icon(svg`<rect x="5.500" y="11" width="13" height="9" rx="2" /><path d="M8.500 11V8a3.500 3.500 0 0 1 7 0v3" />`),
  back: icon(svg`<path d="M14.500 6 8.500 12l6 6" />`),
};
