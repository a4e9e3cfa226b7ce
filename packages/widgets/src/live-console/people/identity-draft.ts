import { msg } from '@lit/localize';
import { identityFaults } from '@vitrine/core/identity-faults.ts';
import type { ShopIdentity } from '@vitrine/core/schemas/user.ts';

/** As many as the server takes. */
export const MAX_BADGES = 8;

/** A badge as it stands in the form: texts, whatever they will turn out to be. */
export interface BadgeDraft {
  type: string;
  name: string;
  iconUrl: string;
  color: string;
}

/** What the shop says of somebody, as it stands in the form. */
export interface IdentityDraft {
  levelName: string;
  levelIconUrl: string;
  nameColor: string;
  bubbleStyle: string;
  badges: BadgeDraft[];
}

export const emptyBadge = (): BadgeDraft => ({ type: '', name: '', iconUrl: '', color: '' });

export const draftOf = ({ levelName, levelIconUrl, nameColor, bubbleStyle, badges }: ShopIdentity): IdentityDraft => ({
  levelName: levelName ?? '',
  levelIconUrl: levelIconUrl ?? '',
  nameColor: nameColor ?? '',
  bubbleStyle: bubbleStyle ?? '',
  badges: (badges ?? []).map((badge) => ({ ...emptyBadge(), ...badge })),
});

/** What a form says. A field that is empty says nothing, but a badge needs its type and name. */
export function identityOf({ badges, ...texts }: IdentityDraft): ShopIdentity {
  const given = badges.map(({ type, name, ...look }) => ({ type: type.trim(), name: name.trim(), ...filled(look) }));
  return { ...filled(texts), ...(given.length > 0 ? { badges: given } : {}) };
}

/** What is wrong with a form, by the name of the field: `nameColor`, `badges.0.name`. */
export const faultsOf = (identity: ShopIdentity): ReadonlyMap<string, string> =>
  new Map(identityFaults(identity).map((name) => [name, explain(name)]));

/** As much of an identity as could be shown. */
export function withoutFaults(identity: ShopIdentity): ShopIdentity {
  const faults = identityFaults(identity);
  const isGood = (name: string) => !faults.some((fault) => fault === name || fault.startsWith(`${name}.`));
  const { badges = [], ...texts } = identity;
  const good = Object.entries(texts).filter(([name]) => isGood(name));
  return { ...Object.fromEntries(good), badges: badges.filter((_, index) => isGood(`badges.${index}`)) };
}

function filled<T extends Record<string, string>>(texts: T): Partial<T> {
  const trimmed = Object.entries(texts).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(trimmed.filter(([, text]) => text)) as Partial<T>;
}

function explain(name: string): string {
  switch (name.split('.').at(-1)) {
    case 'nameColor':
    case 'color':
      return msg('A colour as # and six digits, like #c2185b.');
    case 'bubbleStyle':
    case 'type':
      return msg('1 to 32 letters, digits, _ and -, without spaces.');
    case 'levelIconUrl':
    case 'iconUrl':
      return msg('Only http: and https: links can be used.');
    case 'name':
      return msg('A badge needs a name.');
    default:
      return msg('This cannot be saved as it is.');
  }
}
