import type { SectionName } from './sections.ts';

/** What a section is narrowed down to, as it stands in an address: `{ status: 'paid' }`. */
export type Filters = Readonly<Record<string, string>>;

export const readFilters = (query: string): Filters => Object.fromEntries(new URLSearchParams(query));

/** Without what is empty, so that a list without filters has a short address. */
export const writeFilters = (filters: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();

/** A section asks for other filters, or for another section. It does not leave the console. */
export class FilterEvent extends Event {
  static readonly type = 'filter';
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** False while somebody types: not every letter is a place to come back to. */
  readonly isPlace: boolean;
  readonly section: SectionName | undefined;

  constructor(filters: Readonly<Record<string, string | undefined>>, isPlace: boolean, section?: SectionName) {
    super(FilterEvent.type, { bubbles: true });
    this.filters = filters;
    this.isPlace = isPlace;
    this.section = section;
  }
}
