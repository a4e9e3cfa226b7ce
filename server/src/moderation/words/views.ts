import type { Fragment, Sign } from './fold.ts';

const GAP: Sign = { char: '\u0001', run: 1, script: 'gap', opens: false, closes: false };

/** Two of these beside each other are a sentence, not a word that was taken apart. */
const SHORT_WORDS = new Set(
  'a i u am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we ya yo vs xl xs pm tv uk eu'.split(' '),
);

const textOf = ({ signs }: Fragment): string => signs.map(({ char, run }) => char.repeat(run)).join('');
const isLatin = ({ signs }: Fragment): boolean => signs.every(({ script }) => script === 'letter');
const hasHan = ({ signs }: Fragment): boolean => signs.some(({ script }) => script === 'han');

/** Everything as it was written, one sign for whatever is between the pieces. */
export const asWritten = (fragments: readonly Fragment[]): Sign[] =>
  fragments.flatMap(({ signs }, i) => (i === 0 ? signs : [GAP, ...signs]));

/** `f u c k`, `fu.ck`: do these two pieces read as one word? */
function belongTogether(left: Fragment, right: Fragment): boolean {
  if (!isLatin(left) || !isLatin(right)) return false;
  if (!right.gap.space) return true;
  if (left.length > 2 || right.length > 2) return false;
  if (left.length === 1 && right.length === 1) return true;
  return !SHORT_WORDS.has(textOf(left)) || !SHORT_WORDS.has(textOf(right));
}

/** Every run of pieces that may be one word taken apart, put together. */
export function putTogether(fragments: readonly Fragment[]): Sign[][] {
  const runs: Fragment[][] = [];
  for (const [i, fragment] of fragments.entries()) {
    const before = fragments[i - 1];
    if (before && belongTogether(before, fragment)) runs.at(-1)!.push(fragment);
    else runs.push([fragment]);
  }
  return runs.filter((run) => run.length > 1).map(joined);
}

function joined(run: readonly Fragment[]): Sign[] {
  const signs: Sign[] = [];
  for (const fragment of run) {
    const last = signs.at(-1);
    const [first, ...rest] = fragment.signs;
    // `f u u u c k` repeats a letter as `fuuuck` does.
    if (rest.length === 0 && last?.opens && last.closes && last.char === first!.char) {
      signs[signs.length - 1] = { ...last, run: last.run + first!.run };
    } else signs.push(...fragment.signs);
  }
  return signs;
}

/** Han text without what is strewn between its characters; a full stop between longer pieces still separates them. */
export function closedUp(fragments: readonly Fragment[]): Sign[] {
  if (!fragments.some(hasHan)) return [];
  return fragments.flatMap((fragment, i) => {
    const before = fragments[i - 1];
    if (!before) return fragment.signs;
    const single = before.length === 1 && fragment.length === 1;
    const apart = (!hasHan(before) && !hasHan(fragment)) || (fragment.gap.stop && !single);
    return apart ? [GAP, ...fragment.signs] : fragment.signs;
  });
}
