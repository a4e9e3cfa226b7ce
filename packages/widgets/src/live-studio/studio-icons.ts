import { svg } from 'lit';
import { icon } from '../shared/icon.ts';

/** Those that only hosts see. */
export const studioIcons = {
  cameraOff: icon(
    svg`<path d="M5 6.600A2.5 2.5 0 0 0 3 9v6a2.5 2.5 0 0 0 2.5 2.500H13a2.5 2.5 0 0 0 2.3-1.500M9 6.500h4A2.5 2.5 0 0 1 15.5 9v2l5.5-3v8l-2.5-1.400M3 3l18 18" />`,
  ),
  copy: icon(
    svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5" /><path d="M15.5 8.500V6.500A2.5 2.5 0 0 0 13 4H6.500A2.5 2.5 0 0 0 4 6.500V13a2.5 2.5 0 0 0 2.5 2.500h2" />`,
  ),
  film: icon(
    svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5" /><path d="M8 5v14M16 5v14M3.500 9.700H8M3.500 14.300H8M16 9.700h4.500M16 14.300h4.5" />`,
  ),
  flip: icon(
    svg`<path d="M4 11a8 8 0 0 1 14-4.500L20 8.500M20 4v4.500h-4.500M20 13a8 8 0 0 1-14 4.500L4 15.500M4 20v-4.500h4.5" />`,
  ),
  keyboard: icon(
    svg`<rect x="2.5" y="6" width="19" height="12" rx="2.5" /><path d="M6.500 10h.01M10.200 10h.01M13.800 10h.01M17.500 10h.01M8 14h8" />`,
  ),
  mic: icon(svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3" />`),
  micOff: icon(
    svg`<path d="M9 9v2a3 3 0 0 0 4.5 2.600M15 11V6a3 3 0 0 0-5.8-1M5.5 11.500a6.5 6.5 0 0 0 10.3 5.300M18.5 11.500a6.5 6.5 0 0 1-.6 2.700M12 18v3M3 3l18 18" />`,
  ),
  power: icon(svg`<path d="M12 3.500V12M7 6.500a8 8 0 1 0 10 0" />`),
  screen: icon(
    svg`<rect x="3" y="5" width="18" height="12" rx="2" /><path d="M9 20.500h6M12 13.500v-5m-2.3 2.300L12 8.500l2.3 2.3" />`,
  ),
  settings: icon(
    svg`<path d="M4 7.500h9m5 0h2M4 16.500h2m5 0h9" /><circle cx="15.5" cy="7.5" r="2.5" /><circle cx="8.5" cy="16.5" r="2.5" />`,
  ),
  stream: icon(
    svg`<circle cx="12" cy="12" r="2" /><path d="M8.300 15.700a5.200 5.200 0 0 1 0-7.400M15.700 8.300a5.200 5.200 0 0 1 0 7.400M5.500 18.500a9.200 9.200 0 0 1 0-13M18.500 5.500a9.200 9.200 0 0 1 0 13" />`,
  ),
  warning: icon(svg`<path d="M12 4 2.8 19.500h18.400zM12 10v4.500M12 17.200v.01" />`),
};
