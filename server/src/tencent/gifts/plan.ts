import { Buffer } from 'node:buffer';
import type { CatalogueCategory, CatalogueGift, GiftLanguage } from '@vitrine/core/schemas/gift.ts';
import type { AnswerOf, BodyOf, CommandName } from '../rest/commands.ts';

/** One call that brings Tencent's catalogue nearer to ours, and what is remembered of it: null where it is to be forgotten. */
export type Step = {
  [N in CommandName]: { command: N; body: BodyOf<N>; remember: Readonly<Record<string, string | null>> };
}[CommandName];

export interface Catalogue {
  categories: readonly CatalogueCategory[];
  gifts: readonly CatalogueGift[];
}
type Present = AnswerOf<'listGifts'>['Response'];
type Words = CatalogueGift['names'];

const URL_BYTES = 200;
const LANGUAGES: readonly GiftLanguage[] = ['en', 'zh-Hans', 'zh-Hant'];

/** Tencent takes nothing but JSON here. */
function extension(text: string): string {
  try {
    return typeof JSON.parse(text) === 'object' ? text : '';
  } catch {
    return '';
  }
}

/**
 * What has to be called so that Tencent's catalogue becomes ours: only what differs. Tencent lists names in one language only, so those
 * are compared with `written`, what we remember to have written there. `publicUrl` makes our own addresses whole; an app knows no others.
 */
export function planCatalogue(
  { categories, gifts }: Catalogue,
  { GiftList, CategoryList }: Present,
  written: ReadonlyMap<string, string>,
  publicUrl: string | undefined,
): Step[] {
  const steps: Step[] = [];
  const address = (url = ''): string => {
    const whole = url.startsWith('/') ? (publicUrl === undefined ? '' : `${publicUrl}${url}`) : url;
    return Buffer.byteLength(whole) <= URL_BYTES ? whole : '';
  };
  const sendable = gifts.filter(({ enabled }) => enabled);
  /** What is remembered of something and of its names in other languages. */
  const forget = (key: string): Record<string, null> =>
    Object.fromEntries(
      [...written.keys()].filter((name) => name === key || name.startsWith(`${key}/`)).map((name) => [name, null]),
    );

  for (const { GiftId } of GiftList) {
    if (sendable.some(({ giftId }) => giftId === GiftId)) continue;
    steps.push({ command: 'deleteGift', body: { GiftId }, remember: forget(`gift/${GiftId}`) });
  }
  for (const { CategoryId } of CategoryList) {
    if (categories.some(({ categoryId }) => categoryId === CategoryId)) continue;
    steps.push({ command: 'deleteGiftCategory', body: { CategoryId }, remember: forget(`category/${CategoryId}`) });
  }

  /** Names of something that `isNew` there has none, whatever we remember. */
  function* words(
    key: string,
    names: Words,
    isNew: boolean,
  ): Generator<[GiftLanguage, string, { name: string; desc: string } | null]> {
    for (const language of LANGUAGES) {
      const name = `${key}/${language}`;
      const before = isNew ? undefined : written.get(name);
      const wanted = names[language];
      if (wanted && before !== JSON.stringify(wanted)) yield [language, name, wanted];
      if (!wanted && before !== undefined) yield [language, name, null];
    }
  }

  for (const { categoryId: CategoryId, defaultName, defaultDesc, extensionInfo, names } of categories) {
    const key = `category/${CategoryId}`;
    const present = CategoryList.find((category) => category.CategoryId === CategoryId);
    const body = { CategoryId, DefaultName: defaultName, DefaultDesc: defaultDesc, ExtensionInfo: extension(extensionInfo) };
    const text = JSON.stringify(body);
    if (!present) steps.push({ command: 'addGiftCategory', body, remember: { ...forget(key), [key]: text } });
    else if (written.get(key) !== text || (present.CategoryExtension ?? '') !== body.ExtensionInfo) {
      steps.push({ command: 'editGiftCategory', body, remember: { [key]: text } });
    }
    for (const [Language, name, wanted] of words(key, names, !present)) {
      if (!wanted)
        steps.push({ command: 'deleteGiftCategoryLanguage', body: { CategoryId, Language }, remember: { [name]: null } });
      else {
        const translated = { CategoryId, Language, CategoryName: wanted.name, CategoryDesc: wanted.desc };
        steps.push({ command: 'setGiftCategoryLanguage', body: translated, remember: { [name]: JSON.stringify(wanted) } });
      }
    }
  }

  for (const { giftId: GiftId, defaultName, defaultDesc, iconUrl, resourceUrl, coins, level, extensionInfo, names } of sendable) {
    const key = `gift/${GiftId}`;
    const present = GiftList.find((gift) => gift.GiftId === GiftId);
    const body = {
      GiftId,
      DefaultName: defaultName,
      DefaultDesc: defaultDesc,
      IconUrl: address(iconUrl),
      ResourceUrl: address(resourceUrl),
      Coins: coins,
      Level: level,
      ExtensionInfo: extension(extensionInfo),
    };
    const text = JSON.stringify(body);
    const same =
      present !== undefined &&
      written.get(key) === text &&
      present.Coins === coins &&
      (present.Level ?? 0) === level &&
      (present.IconUrl ?? '') === body.IconUrl &&
      (present.ResourceUrl ?? '') === body.ResourceUrl &&
      (present.ExtensionInfo ?? '') === body.ExtensionInfo;
    if (!present) steps.push({ command: 'addGift', body, remember: { ...forget(key), [key]: text } });
    else if (!same) steps.push({ command: 'editGift', body, remember: { [key]: text } });
    for (const [Language, name, wanted] of words(key, names, !present)) {
      if (!wanted) steps.push({ command: 'deleteGiftLanguage', body: { GiftId, Language }, remember: { [name]: null } });
      else {
        const translated = { GiftId, Language, Name: wanted.name, Desc: wanted.desc };
        steps.push({ command: 'setGiftLanguage', body: translated, remember: { [name]: JSON.stringify(wanted) } });
      }
    }
  }

  for (const { categoryId: CategoryId } of categories) {
    const here = sendable.filter(({ categoryIds }) => categoryIds.includes(CategoryId)).map(({ giftId }) => giftId);
    const there = CategoryList.find((category) => category.CategoryId === CategoryId)?.GiftIdList ?? [];
    const gone = there.filter((id) => !here.includes(id) && sendable.some(({ giftId }) => giftId === id));
    const added = here.filter((id) => !there.includes(id));
    if (gone.length > 0) steps.push({ command: 'deleteGiftRelations', body: { CategoryId, GiftIdList: gone }, remember: {} });
    if (added.length > 0) steps.push({ command: 'addGiftRelations', body: { CategoryId, GiftIdList: added }, remember: {} });
  }
  return steps;
}
