/** Ends of host names that nobody writes by accident; after the others a path must follow. */
const SURE =
  'com|net|org|info|biz|cn|shop|store|xyz|top|vip|club|site|online|website|link|live|icu|cc|ru|tk|ml|ga|cf|gq|hk|tw|jp|kr|de|fr|uk|us|eu|app|dev|cloud|work|win|bet|loan|gg';
const UNSURE = 'me|io|co|ly|in|it|to|so|at|be|is|am|fm|tv|ai|st|sh|im|la|ws|id';

const LINK = new RegExp(
  // A scheme, or something that looks like a host.
  String.raw`(?:[a-z][a-z0-9+.-]{1,12}:\/\/|www\.)([a-z0-9\p{L}.-]+)` +
    String.raw`|((?:[a-z0-9-]+\.)+(?:${SURE}))(?![a-z0-9])` +
    String.raw`|((?:[a-z0-9-]+\.)+(?:${UNSURE}))\/`,
  'giu',
);
/** `shop dot com`, `shop[.]com`, `shop . com`. */
const DISGUISED_DOT = /\s*(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\sdot\s|[。．｡])\s*/giu;
const INVISIBLE = /\p{Cf}/gu;

/** The hosts that links in a text lead to, in lower case. */
export function hostsIn(text: string): string[] {
  const plain = text.replace(INVISIBLE, '').replace(DISGUISED_DOT, '.').normalize('NFKC').toLowerCase();
  return [...plain.matchAll(LINK)].map(([, named, sure, unsure]) => (named ?? sure ?? unsure ?? '').replace(/\.$/, ''));
}

/** True for a host of the list and for whatever is below it. */
export const isAllowedHost = (host: string, allowed: readonly string[]): boolean =>
  allowed.some((name) => host === name || host.endsWith(`.${name}`));

const EMOJI =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*/gu;

/** How many emojis a reader sees. */
export const countEmojis = (text: string): number => text.match(EMOJI)?.length ?? 0;
