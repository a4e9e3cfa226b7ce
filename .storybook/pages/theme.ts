/** What somebody tried out: values by variable, declarations by `tag::part(name)`, and contents by `tag slot`. */
export interface Theme {
  readonly variables: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, string>;
  readonly slots: ReadonlyMap<string, string>;
}

const indent = (declarations: string): string =>
  declarations
    .split(';')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => `  ${line};\n`)
    .join('');

/** The theme as CSS, with the variables on `root` and parts below `scope`. */
export function cssOf({ variables, parts }: Theme, root = ':root', scope = ''): string {
  const tokens = [...variables].map(([name, value]) => `  ${name}: ${value};\n`).join('');
  const rules = [...parts].map(([selector, declarations]) => `${scope}${selector} {\n${indent(declarations)}}\n`);
  return [...(tokens ? [`${root} {\n${tokens}}\n`] : []), ...rules].join('\n');
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The elements whose slots were filled, as HTML. */
export function htmlOf({ slots }: Theme): string {
  const tags = new Set([...slots.keys()].map((key) => key.split(' ')[0]!));
  return [...tags]
    .map((tag) => {
      const filled = [...slots].filter(([key]) => key.startsWith(`${tag} `));
      const contents = filled.map(([key, text]) => {
        const slot = key.split(' ')[1];
        return `  <p${slot ? ` slot="${slot}"` : ''}>${escape(text)}</p>\n`;
      });
      return `<${tag}>\n${contents.join('')}</${tag}>\n`;
    })
    .join('\n');
}
