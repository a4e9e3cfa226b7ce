import { CsvError, parse } from 'csv-parse/sync';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Money } from '@vitrine/core/schemas/money.ts';
import { type Found, type Problem, toMinor } from './candidate.ts';
import { textOf } from './html.ts';

export interface CsvSource {
  csv: string;
  /** Of prices in columns that name none. */
  currency: string;
}

/** As many lines as one import may have. */
const MAX_LINES = 20_000;

/** What other platforms call our columns: Shopify's export fits without a change. */
const ALIASES: Record<string, string> = {
  handle: 'externalid',
  'external id': 'externalid',
  'body (html)': 'description',
  type: 'category',
  'product category': 'productcategory',
  'image src': 'images',
  'variant sku': 'code',
  sku: 'code',
  'variant price': 'price',
  'variant compare at price': 'compareat',
  'compare at price': 'compareat',
  'variant inventory qty': 'stock',
  quantity: 'stock',
  'title zh': 'titlezh',
  'max quantity': 'maxquantity',
};

interface Line {
  line: number;
  cells: Map<string, string>;
}

/** Cells by the names of their columns, in small letters; empty cells are left out. */
function linesOf(csv: string): { lines: Line[]; problems: Problem[] } {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_LINES + 2,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']) || 1;
    return { lines: [], problems: [{ line, field: '', reason: error.message }] };
  }
  const [header, ...rest] = records;
  if (!header) throw new LiveError('invalid', 'The file is empty');
  if (rest.length > MAX_LINES) throw new LiveError('too-large', `At most ${MAX_LINES} lines at a time`);
  const names = header.record.map((name) => ALIASES[name.trim().toLowerCase()] ?? name.trim().toLowerCase());
  const twice = names.find((name, place) => name !== '' && names.indexOf(name) !== place);
  if (twice) return { lines: [], problems: [{ line: 1, field: twice, reason: 'this column is there twice' }] };
  // Options keep their capitals: buyers read them.
  const shown = header.record.map((name) => name.trim());
  const problems: Problem[] = [];
  const lines = rest.flatMap(({ record, info }) => {
    // A record that spans lines ends on the one that is told.
    const line = info.lines - record.join('').split('\n').length + 1;
    if (record.length > names.length) {
      problems.push({ line, field: '', reason: `${record.length} cells for ${names.length} columns` });
      return [];
    }
    const cells = new Map<string, string>();
    record.forEach((cell, place) => {
      if (cell !== '') cells.set(names[place]!.startsWith('option:') ? `option:${shown[place]!.slice(7)}` : names[place]!, cell);
    });
    return [{ line, cells }];
  });
  return { lines, problems };
}

const split = (text: string, by: RegExp): string[] => [
  ...new Set(
    text
      .split(by)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

const BOOLEANS: Record<string, boolean> = {
  true: true,
  yes: true,
  '1': true,
  active: true,
  false: false,
  no: false,
  '0': false,
  draft: false,
  archived: false,
};

/** The prices of a line: `price` and `compareAt`, and `price:CNY` and `compareAt:CNY` for each further currency. */
function moneyOf({ line, cells }: Line, name: 'price' | 'compareat', currency: string, problems: Problem[]): Money[] {
  return [...cells].flatMap(([column, cell]) => {
    if (column !== name && !column.startsWith(`${name}:`)) return [];
    const code = column.slice(name.length + 1).toUpperCase() || currency;
    if (!/^[A-Z]{3}$/.test(code)) {
      problems.push({ line, field: column, reason: 'not an ISO 4217 code' });
      return [];
    }
    const amount = toMinor(cell, code);
    if (amount === undefined) problems.push({ line, field: column, reason: `"${cell}" is not an amount of ${code}` });
    return amount === undefined ? [] : [{ amount, currency: code }];
  });
}

/** Options of a line: `option:Colour` columns, or Shopify's `Option1 Name` and `Option1 Value`, of which only the first line has names. */
function optionsOf({ cells }: Line, names: ReadonlyMap<string, string>): Record<string, string> {
  const entries = [...cells].flatMap(([column, cell]) => {
    if (column.startsWith('option:')) return [[column.slice(7).trim(), cell]];
    const [, axis] = /^option ?(\d+) value$/.exec(column) ?? [];
    const name = axis && (names.get(axis) ?? `Option ${axis}`);
    // What a shop without variants says of its only one.
    return name && !(name === 'Title' && cell === 'Default Title') ? [[name, cell]] : [];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

const axisNames = ({ cells }: Line): Map<string, string> =>
  new Map(
    [...cells].flatMap(([column, cell]) => {
      const [, axis] = /^option ?(\d+) name$/.exec(column) ?? [];
      return axis ? [[axis, cell] as const] : [];
    }),
  );

function wholeOf({ line, cells }: Line, column: string, problems: Problem[]): number | undefined {
  const cell = cells.get(column);
  if (cell === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cell)) problems.push({ line, field: column, reason: `"${cell}" is not a whole number of 0 or more` });
  return /^\d{1,15}$/.test(cell) ? Number(cell) : undefined;
}

/** A line that only brings another picture. */
const hasSku = ({ cells }: Line): boolean =>
  [...cells.keys()].some((column) => column === 'price' || column.startsWith('price:') || column === 'code');

function productOf(lines: readonly Line[], currency: string): Found {
  const head = lines[0]!;
  const problems: Problem[] = [];
  const names = axisNames(head);
  const text = (column: string): string | undefined => lines.find(({ cells }) => cells.has(column))?.cells.get(column);
  const published = text('published')?.toLowerCase() ?? text('status')?.toLowerCase();
  if (published !== undefined && !(published in BOOLEANS)) {
    problems.push({ line: head.line, field: 'published', reason: `"${published}" is neither true nor false` });
  }
  const ofSkus = lines.length === 1 ? lines : lines.filter(hasSku);
  const images = lines.flatMap(({ cells }) => split(cells.get('images') ?? '', /[|\n]| +(?=https?:)/));
  const tags = text('tags');
  const description = text('description');
  const raw: Found['raw'] = {
    externalId: head.cells.get('externalid') ?? '',
    title: text('title') ?? '',
    titleZh: text('titlezh'),
    description: description === undefined ? undefined : textOf(description),
    category: text('category') ?? text('productcategory'),
    tags: tags === undefined ? undefined : split(tags, /[,|]/),
    images: images.length > 0 ? [...new Set(images)] : undefined,
    url: text('url'),
    published: published === undefined ? undefined : BOOLEANS[published],
    maxQuantity: wholeOf(head, 'maxquantity', problems),
    skus: ofSkus.map((line) => ({
      options: optionsOf(line, names),
      prices: moneyOf(line, 'price', currency, problems),
      compareAt: moneyOf(line, 'compareat', currency, problems),
      code: line.cells.get('code'),
      stock: wholeOf(line, 'stock', problems),
    })),
  };
  return { raw, line: head.line, skuLines: ofSkus.map(({ line }) => line), problems };
}

/**
 * The products of a CSV: one line a SKU, lines of one `externalId` are one product, and what belongs to the product may stand
 * in its first line alone.
 */
export function readCsv({ csv, currency }: CsvSource): { found: Found[]; problems: Problem[] } {
  const { lines, problems } = linesOf(csv);
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const id = line.cells.get('externalid');
    if (id === undefined) problems.push({ line: line.line, field: 'externalId', reason: 'missing' });
    else if (!groups.get(id)?.push(line)) groups.set(id, [line]);
  }
  return { found: [...groups.values()].map((group) => productOf(group, currency)), problems };
}
