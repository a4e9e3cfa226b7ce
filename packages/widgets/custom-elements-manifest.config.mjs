import { dirname } from 'node:path';

/** Modules that elements refer to. */
const SHARED = [
  'src/shared/live-element.ts',
  'src/events.ts',
  'src/show-events.ts',
  'src/follow-button/follow-events.ts',
  'src/shop-events.ts',
];
const isTagged = ({ tagName }) => tagName !== undefined;
const isPublic = ({ name, privacy, static: isStatic }) => !privacy?.startsWith('pr') && !name.startsWith('#') && !isStatic;

/** Elements are registered by `define('tag', …)` beside their class, which the analyzer does not know by itself. */
const definitions = {
  name: 'definitions',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    for (const { path, declarations = [] } of modules) {
      for (const { name, tagName } of declarations.filter(isTagged)) {
        const module = modules.find((other) => other.path === path.replace(/[^/]+$/, 'define.ts'));
        module?.exports.push({ kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } });
      }
    }
  },
};

/** Every element wears the tokens, also those that live in no room and so do not inherit what the base says of them. */
const tokens = {
  name: 'tokens',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    const all = modules.flatMap(({ declarations = [] }) => declarations);
    const { cssProperties } = all.find(({ name }) => name === 'LiveElement');
    for (const element of all.filter(isTagged)) {
      const known = new Set(element.cssProperties?.map(({ name }) => name));
      element.cssProperties = [...(element.cssProperties ?? []), ...cssProperties.filter(({ name }) => !known.has(name))];
    }
  },
};

/** The manifest says what others may rely on: no private members, and no modules but elements, their base and events. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const folders = manifest.modules.filter(({ declarations }) => declarations?.some(isTagged)).map(({ path }) => dirname(path));
    const isKept = ({ path, declarations }) =>
      declarations?.some(isTagged) || folders.some((folder) => path === `${folder}/define.ts`) || SHARED.includes(path);
    manifest.modules = manifest.modules.filter(isKept).toSorted((a, b) => (a.path < b.path ? -1 : 1));
    for (const declaration of manifest.modules.flatMap(({ declarations = [] }) => declarations)) {
      declaration.members = declaration.members?.filter(isPublic);
      // The analyzer also guesses events from the code, where it takes any argument for a name.
      declaration.events = declaration.events?.filter(({ description }) => description);
      if (declaration.superclass?.module) declaration.superclass.module = declaration.superclass.module.replace(/^\//, '');
    }
  },
};

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.stories.ts', 'src/**/*.styles.ts', 'src/locales/**'],
  litelement: true,
  plugins: [definitions, tokens, publicOnly],
};
