import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes docs/elements.md from packages/widgets/custom-elements.json. */

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const OUT = path('docs/elements.md');

/** Shared by every element, and told once at the top. */
const SHARED = 'LiveElement';

const cell = (text = '') => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text) => `\`${cell(text)}\``;

function table(title, rows, columns) {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => `| ${columns.map(([, of]) => of(row)).join(' | ')} |`);
  return [
    '',
    `| ${title} | ${columns
      .slice(1)
      .map(([name]) => name)
      .join(' | ')} |`,
    `|${' --- |'.repeat(columns.length)}`,
    ...lines,
  ];
}

const typeOf = ({ type }) => (type?.text ? code(type.text.replace(' | undefined', '')) : '');
const own = ({ inheritedFrom }) => inheritedFrom?.name !== SHARED;
const named = ['Name', ({ name }) => code(name || '(default)')];
const meaning = ['Meaning', ({ description }) => cell(description)];

function describe(element) {
  const attributes = (element.attributes ?? []).filter(own);
  const fields = new Set(attributes.map(({ fieldName }) => fieldName));
  const open = (element.members ?? []).filter((member) => own(member) && member.privacy !== 'private' && !member.static);
  const properties = open.filter(({ kind, name }) => kind === 'field' && !fields.has(name));
  const methods = open.filter(({ kind, description }) => kind === 'method' && description);
  const signature = ({ name, parameters = [] }) => code(`${name}(${parameters.map((parameter) => parameter.name).join(', ')})`);
  const variables = (element.cssProperties ?? []).filter(own);
  return [
    '',
    `## \`<${element.tagName}>\``,
    '',
    element.description.replaceAll(/\s*\n\s*/g, '\n'),
    ...table('Attribute', attributes, [named, ['Type', typeOf], meaning]),
    ...table('Property', properties, [named, ['Type', typeOf], meaning]),
    ...table('Method', methods, [['Name', signature], meaning]),
    ...table('Event', element.events ?? [], [named, ['Class', typeOf], meaning]),
    ...table('Slot', element.slots ?? [], [named, meaning]),
    ...table('Part', element.cssParts ?? [], [named, meaning]),
    ...table('CSS variable', variables, [named, meaning]),
    ...table('State', element.cssStates ?? [], [['Name', ({ name }) => code(`:state(${name})`)], meaning]),
  ];
}

function reference({ modules }) {
  const elements = modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter(({ tagName }) => tagName)
    .toSorted((a, b) => a.tagName.localeCompare(b.tagName));
  const shared = elements.find(({ tagName }) => tagName === 'live-player').attributes.filter((attribute) => !own(attribute));
  const roomless = elements
    .filter(({ attributes = [] }) => !attributes.some(({ name }) => name === 'live-id'))
    .map(({ tagName }) => `\`<${tagName}>\``);
  return `${[
    '# The elements',
    '',
    'Written by `npm run docs:elements` from the doc comments of the sources; editors read the same from `custom-elements.json`.',
    'How to use them is in [embedding.md](embedding.md), how to dress them in [theming.md](theming.md).',
    '',
    elements.map(({ tagName }) => `[\`<${tagName}>\`](#${tagName})`).join(' · '),
    '',
    '## What the elements of a show take',
    ...table('Attribute', shared, [named, ['Type', typeOf], meaning]),
    '',
    '`room` (property) is the room in use. An element without `live-id` belongs to the `<live-room>` around it.',
    `These do not belong to one show, and take only what stands with them: ${roomless.join(', ')}.`,
    ...elements.flatMap(describe),
  ].join('\n')}\n`;
}

writeFileSync(OUT, reference(JSON.parse(readFileSync(path('packages/widgets/custom-elements.json'), 'utf8'))));
execFileSync(path('node_modules/.bin/oxfmt'), [OUT], { cwd: path('.'), stdio: 'inherit' });
