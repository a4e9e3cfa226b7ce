import { LEET, lookAlike } from './look-alikes.ts';

export type Script = 'letter' | 'digit' | 'han' | 'gap';

/** One character as it reads, however often it is repeated. */
export interface Sign {
  char: string;
  /** How often it stands in a row. */
  run: number;
  script: Script;
  /** True for the first and the last of what was written in one piece. */
  opens: boolean;
  closes: boolean;
}

/** What was written in one piece, and what separates it from the piece before. */
export interface Fragment {
  signs: Sign[];
  /** Characters, repeated ones included. */
  length: number;
  gap: { space: boolean; stop: boolean };
}

/** How digits and signs are read: as they stand, or as letters, with 1 for i or l. */
export type Reading = 'plain' | 'i' | 'l';

const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}\ufe00-\ufe0f\u115f\u1160\u3164]/gu;
/** Ends a thought: words on both sides of it do not belong together. */
const STOP = /[.,!?;:。、！？；：，\n]/u;
const OUTSIDE = /^[^\p{L}\p{N}@$]+|[^\p{L}\p{N}$+]+$/gu;

/** The text as everybody reads it: one width, one case, no accents, nothing invisible, no foreign letters in disguise. */
export const plainText = (text: string): string =>
  [...text.normalize('NFKC').normalize('NFD').replace(INVISIBLE, '').normalize('NFC').toLowerCase()].map(lookAlike).join('');

/** True where reading digits and signs as letters could make a difference. */
export const hasLeet = (plain: string): boolean => /[a-z]/.test(plain) && [...plain].some((char) => LEET.i.has(char));

/** Reads the digits and signs of one word as letters; a price, a size or a model number stays what it is. */
function unleet(word: string, reading: 'i' | 'l'): string {
  const core = word.replace(OUTSIDE, '');
  const letters = [...core].filter((char) => /\p{L}/u.test(char)).length;
  const others = [...core].filter((char) => LEET.i.has(char)).length;
  if (others === 0 || letters < others) return word;
  return [...core].map((char) => LEET[reading].get(char) ?? char).join('');
}

const scriptOf = (char: string): Script => {
  if (/\p{Script=Han}/u.test(char)) return 'han';
  return /\p{N}/u.test(char) ? 'digit' : 'letter';
};

/** Takes a plain text apart into what was written in one piece. */
export function fragmentsOf(plain: string, reading: Reading): Fragment[] {
  const text = reading === 'plain' ? plain : plain.replace(/\S+/gu, (word) => unleet(word, reading));
  const fragments: Fragment[] = [];
  let current: Fragment | undefined;
  let gap = { space: false, stop: false };
  for (const char of text) {
    if (!/[\p{L}\p{N}]/u.test(char)) {
      current = undefined;
      if (/\s/u.test(char)) gap.space = true;
      if (STOP.test(char)) gap.stop = true;
      continue;
    }
    if (!current) {
      current = { signs: [], length: 0, gap };
      fragments.push(current);
      gap = { space: false, stop: false };
    }
    current.length += 1;
    const last = current.signs.at(-1);
    if (last?.char === char) last.run += 1;
    else current.signs.push({ char, run: 1, script: scriptOf(char), opens: false, closes: false });
  }
  for (const { signs } of fragments) {
    signs[0]!.opens = true;
    signs.at(-1)!.closes = true;
  }
  return fragments;
}
