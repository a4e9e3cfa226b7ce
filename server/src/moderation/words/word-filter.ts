import { AhoCorasick } from '@monyone/aho-corasick';
import { fragmentsOf, hasLeet, plainText, type Reading, type Sign } from './fold.ts';
import { asWritten, closedUp, putTogether } from './views.ts';

/** A word of a list; `allow` is an innocent one that contains others. */
export interface ListedWord {
  word: string;
  action: 'allow' | 'hold' | 'block';
  /** `word` stands alone, `part` also within others. */
  match: 'word' | 'part';
}

interface Pattern extends ListedWord {
  signs: readonly Sign[];
  text: string;
}

/** How pieces of a text were put together before it was searched. */
type View = 'written' | 'together' | 'closed';

interface Found {
  pattern: Pattern;
  begin: number;
  end: number;
}

const MASKED = /^[a-z]+[*#•]+[a-z*#•]*$/;
const textOf = (signs: readonly Sign[]): string => signs.map(({ char }) => char).join('');

/** Finds listed words in what people write, however they disguise them. Made once for a list, and anew when it changes. */
export class WordFilter {
  readonly #patterns = new Map<string, Pattern[]>();
  readonly #automaton: AhoCorasick;
  /** Latin words by their length, for `f*ck`. */
  readonly #byLength = new Map<number, Pattern[]>();

  constructor(words: readonly ListedWord[]) {
    // Whatever is innocent in itself is not listed, so that a shop can take back a word of the built-in list.
    const innocent = new Set(words.filter(({ action }) => action === 'allow').map(({ word }) => plainText(word)));
    for (const listed of words) {
      const plain = plainText(listed.word);
      if (listed.action !== 'allow' && innocent.has(plain)) continue;
      const signs = asWritten(fragmentsOf(plain, 'plain'));
      if (signs.length === 0) continue;
      const pattern: Pattern = { ...listed, signs, text: plain };
      const name = textOf(signs);
      this.#patterns.set(name, [...(this.#patterns.get(name) ?? []), pattern]);
      if (listed.action !== 'allow' && /^[a-z]{4,}$/.test(plain)) {
        this.#byLength.set(plain.length, [...(this.#byLength.get(plain.length) ?? []), pattern]);
      }
    }
    this.#automaton = new AhoCorasick([...this.#patterns.keys()]);
  }

  /** The worst that the list says of a text: `block` before `hold`; undefined where it is innocent. */
  judge(text: string): 'hold' | 'block' | undefined {
    const plain = plainText(text);
    const readings: Reading[] = hasLeet(plain) ? ['plain', 'i', 'l'] : ['plain'];
    const actions = new Set(this.#masked(plain).map(({ action }) => action));
    for (const reading of readings) {
      const fragments = fragmentsOf(plain, reading);
      const written = this.#search(asWritten(fragments), 'written');
      const together = putTogether(fragments).flatMap((signs) => this.#search(signs, 'together'));
      const closed = this.#search(closedUp(fragments), 'closed');
      for (const { pattern } of [...written, ...together, ...closed]) actions.add(pattern.action);
    }
    return actions.has('block') ? 'block' : actions.has('hold') ? 'hold' : undefined;
  }

  #search(signs: readonly Sign[], view: View): Found[] {
    if (signs.length === 0) return [];
    const found = this.#automaton.matchInText(textOf(signs)).flatMap(({ begin, end, keyword }) =>
      this.#patterns
        .get(keyword)!
        .filter((pattern) => fits(pattern, signs, begin, view))
        .map((pattern) => ({ pattern, begin, end })),
    );
    const innocent = found.filter(({ pattern }) => pattern.action === 'allow');
    return found.filter(
      ({ pattern, begin, end }) => pattern.action !== 'allow' && !innocent.some((word) => word.begin <= begin && word.end >= end),
    );
  }

  /** `f*ck`, `b**ch`: at least half of the letters are there, the first among them. */
  #masked(plain: string): Pattern[] {
    return plain.split(/\s+/u).flatMap((piece) => {
      const word = piece.replace(/^[^a-z]+|[^a-z*#•]+$/gu, '');
      if (!MASKED.test(word) || word.replaceAll(/[^a-z]/g, '').length * 2 < word.length) return [];
      const letters = [...word];
      const same = ({ text }: Pattern): boolean => letters.every((letter, i) => !/[a-z]/.test(letter) || letter === text[i]);
      return (this.#byLength.get(letters.length) ?? []).filter(same);
    });
  }
}

function fits(pattern: Pattern, signs: readonly Sign[], begin: number, view: View): boolean {
  const matched = signs.slice(begin, begin + pattern.signs.length);
  const length = [...pattern.text].length;
  if (!pattern.signs.every(({ run }, i) => repeats(matched[i]!.run, run, length))) return false;
  const first = matched[0]!;
  const last = matched.at(-1)!;
  const before = signs[begin - 1];
  const after = signs.slice(begin + matched.length);
  if (view === 'closed') return matched.some(({ script }) => script === 'han');
  if (view === 'together') {
    // Within one piece it was found as written already.
    if (!first.opens || !last.closes || matched.filter(({ opens }) => opens).length < 2) return false;
    return pattern.match === 'part' || (!before && after.length === 0);
  }
  return pattern.match === 'part' || standsAlone(first, last, before, after);
}

/** `fuuuck` and `fuuck` are the word, `good` is not `god`. */
const repeats = (seen: number, listed: number, length: number): boolean =>
  seen === listed || (seen >= 3 && seen > listed) || (length >= 4 && seen === listed + 1);

/** A word ends at a gap and where another script begins; a plural is the same word. */
function standsAlone(first: Sign, last: Sign, before: Sign | undefined, after: readonly Sign[]): boolean {
  if (before?.script === first.script) return false;
  const same = after.findIndex(({ script }) => script !== last.script);
  const rest = textOf(same === -1 ? after : after.slice(0, same));
  return rest === '' || (last.script === 'letter' && (rest === 's' || rest === 'es'));
}
