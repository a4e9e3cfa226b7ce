import { svg } from 'lit';
import { icon } from './icon.ts';

/** Those that stand on the picture, and come with it. */
export const pictureIcons = {
  bag: icon(svg`<path d="M5.5 8h13l1 12h-15zM9 10.5V7a3 3 0 0 1 6 0v3.5" />`),
  cart: icon(
    svg`<path d="M3 4h2.500l2.3 11h10L20 7.500H6.3" /><circle cx="9" cy="19" r="1.3" /><circle cx="17" cy="19" r="1.3" />`,
  ),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18" />`),
  flying: icon(svg`<path d="M3 7h11M18 7h3M8 12h13M3 12h1M3 17h7M14 17h7" />`),
  fullscreen: icon(
    svg`<path d="M4 9V5.500A1.5 1.5 0 0 1 5.5 4H9m6 0h3.500A1.5 1.5 0 0 1 20 5.500V9m0 6v3.500a1.5 1.5 0 0 1-1.5 1.500H15m-6 0H5.500A1.5 1.5 0 0 1 4 18.500V15" />`,
  ),
  gift: icon(
    svg`<path d="M4.500 12.500V20h15v-7.500M3.500 8.500h17v4h-17zM12 8.500V20M12 8.500S10.8 4 8.300 4a2.200 2.200 0 0 0 0 4.500zm0 0S13.2 4 15.700 4a2.200 2.200 0 0 1 0 4.500z" />`,
  ),
  info: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 7.800v.01" />`),
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
  share: icon(svg`<path d="M12 15V4m-4 3.500L12 4l4 3.500M6 11.500H5v8.500h14v-8.500h-1" />`),
};
