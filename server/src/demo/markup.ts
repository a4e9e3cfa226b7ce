/** HTML that the shop made itself, with everything foreign in it escaped. */
export interface Markup {
  readonly markup: string;
}

/** Says the shop's English words in the visitor's language. */
export type Texts = (english: string) => string;

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

type Piece = string | number | Markup | undefined | false | readonly Markup[];

const write = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (Array.isArray(piece)) return piece.map(({ markup }: Markup) => markup).join('');
  return typeof piece === 'object' ? (piece as Markup).markup : escapeHtml(String(piece));
};

/** Puts HTML together; every piece that is not markup is escaped. */
export const markup = (strings: TemplateStringsArray, ...pieces: Piece[]): Markup => ({
  markup: strings.reduce((before, string, n) => before + write(pieces[n - 1]) + string),
});

/** A block of data in a page. It is never run, so a strict policy lets it be; `<` could end it and is written otherwise. */
export const dataBlock = (type: string, id: string, data: unknown): Markup => ({
  markup: `<script type="${type}" id="${id}">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`,
});
