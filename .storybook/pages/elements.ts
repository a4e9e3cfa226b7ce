import manifest from '../../packages/widgets/custom-elements.json';

interface Documented {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
}

/** What the manifest says of one element. */
export interface DocumentedElement {
  readonly tagName: string;
  readonly description: string;
  readonly attributes: readonly Documented[];
  readonly slots: readonly Documented[];
  readonly cssParts: readonly Documented[];
  readonly cssProperties: readonly Documented[];
}

const declarations = manifest.modules.flatMap((module) => module.declarations as Partial<DocumentedElement>[]);

/** Every element of the package, by its tag. */
export const elements: readonly DocumentedElement[] = declarations
  .filter((each): each is Partial<DocumentedElement> & { tagName: string } => each.tagName !== undefined)
  .map(({ tagName, description = '', attributes = [], slots = [], cssParts = [], cssProperties = [] }) => ({
    tagName,
    description,
    attributes,
    slots,
    cssParts,
    cssProperties,
  }));

/** The element of that tag; the manifest has every one that a page here offers. */
export const elementOf = (tagName: string): DocumentedElement => elements.find((each) => each.tagName === tagName)!;
