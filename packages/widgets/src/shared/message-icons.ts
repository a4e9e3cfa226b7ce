import { svg } from 'lit';
import { icon } from './icon.ts';

/** What can be done with a message. */
export const messageIcons = {
  flag: icon(svg`<path d="M6 20V5h11l-2.500 4 2.500 4H6" />`),
  copy: icon(
    svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2" /><path d="M15.500 8.500V6.500a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2" />`,
  ),
};
