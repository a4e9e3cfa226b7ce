/** Raised when words are split differently: whatever stands in the index by other rules is put in anew. */
export const INDEXED_AS = 1;

/** Scripts that put no spaces between words: a tokenizer alone would not find 手表 in 复古手表. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;

/** Letters that Unicode does not take apart, though readers type them without their stroke. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** The text as it is compared: no capitals, no diacritics, no half and full widths. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter]!);
}

interface Run {
  /** One code point each of a run without spaces; a whole word has one part. */
  parts: string[];
  unspaced: boolean;
}

/** Words, and runs of a script without spaces, in their order. */
function runsOf(text: string): Run[] {
  const words = fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.flatMap((word) => {
    const runs: Run[] = [];
    let end = 0;
    for (const match of word.matchAll(UNSPACED)) {
      if (match.index > end) runs.push({ parts: [word.slice(end, match.index)], unspaced: false });
      // A mark belongs to the letter before it.
      runs.push({ parts: match[0].match(/\P{M}\p{M}*/gu) ?? [match[0]], unspaced: true });
      end = match.index + match[0].length;
    }
    if (end < word.length) runs.push({ parts: [word.slice(end)], unspaced: false });
    return runs;
  });
}

const pairs = (parts: readonly string[]): string[] => parts.slice(1).map((part, place) => parts[place]! + part);

/**
 * A text as the search index takes it: words as they are, runs without spaces as overlapping pairs and their last letter, so
 * that every letter begins something.
 */
export const toIndex = (text: string): string =>
  runsOf(text)
    .flatMap(({ parts, unspaced }) => (unspaced ? [...pairs(parts), parts.at(-1)!] : parts))
    .join(' ');

/** A category or tag as one word that no text can hold by accident. */
export const facet = (kind: 'c' | 't', value: string): string =>
  `${kind}${Buffer.from(kind === 't' ? fold(value) : value).toString('hex')}`;

/**
 * What to ask the index for a query that somebody typed: all of its words by their beginnings, in title, tags or description.
 * Undefined where there is nothing to look for in it.
 */
export function toMatch(query: string): string | undefined {
  const terms = runsOf(query).map(({ parts, unspaced }) =>
    unspaced && parts.length > 1 ? `"${pairs(parts).join(' ')}"` : `"${parts[0]}"*`,
  );
  return terms.length === 0 ? undefined : `{title more description} : (${[...new Set(terms)].slice(0, 20).join(' AND ')})`;
}

/** Narrows what is asked to one category or tag. */
export const toFacetMatch = (word: string): string => `facets : "${word}"`;
