import { bar } from './bar.styles.ts';
import { flying } from './flying.styles.ts';
import { frame } from './frame.styles.ts';
import { header } from './header.styles.ts';
import { sheets } from './sheets.styles.ts';
import { wide } from './wide.styles.ts';

/** In this order: what stands beside the picture is told last. */
export default [frame, header, flying, bar, sheets, wide];
