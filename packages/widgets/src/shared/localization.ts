import { configureLocalization, LOCALE_STATUS_EVENT, type LocaleModule } from '@lit/localize';
import { allLocales, sourceLocale, targetLocales } from '../locales/locale-codes.ts';

type Locale = (typeof allLocales)[number];

type Loaders = Record<(typeof targetLocales)[number], () => Promise<LocaleModule>>;

const VISITORS: Loaders = { 'zh-CN': () => import('../locales/zh-CN.ts') };
/** By far the most texts, which no visitor should have to load. */
const STAFF: Loaders = { 'zh-CN': () => import('../locales/staff/zh-CN.ts') };

/** The locale that suits a BCP 47 language tag best; undefined where we have none. All of Chinese reads the one we have. */
function localeFor(language: string): Locale | undefined {
  const primary = language.toLowerCase().split(/[-_]/)[0];
  return allLocales.find((locale) => locale.split('-')[0] === primary);
}

/** The page's own language counts; the visitor's only where the page does not say. */
export function pageLocale(lang = document.documentElement.lang, visitor: readonly string[] = navigator.languages): Locale {
  if (lang) return localeFor(lang) ?? sourceLocale;
  return visitor.map(localeFor).find((locale) => locale !== undefined) ?? sourceLocale;
}

let started: Promise<void> | undefined;
let forStaff = false;
/** The texts of each language that was asked for. They grow in place: the library takes each language once. */
const known = new Map<string, LocaleModule>();

async function load(locale: string): Promise<LocaleModule> {
  const texts = known.get(locale) ?? { templates: {} };
  known.set(locale, texts);
  const wanted = forStaff ? [VISITORS, STAFF] : [VISITORS];
  const parts = await Promise.all(wanted.map((loaders) => loaders[locale as keyof Loaders]()));
  Object.assign(texts.templates, ...parts.map(({ templates }) => templates));
  return texts;
}

/** Brings the texts of elements that only hosts and the shop's own people see. They call it themselves. */
export function addStaffTexts(): void {
  if (forStaff) return;
  forStaff = true;
  for (const readyLocale of known.keys()) {
    const tell = () => dispatchEvent(new CustomEvent(LOCALE_STATUS_EVENT, { detail: { status: 'ready', readyLocale } }));
    load(readyLocale).then(tell, () => undefined);
  }
}

/**
 * Gives the elements the page's language and follows when `<html lang>` changes. Resolves once the texts are there, also
 * where they could not be loaded and stay English. The library allows one configuration a page, hence the one instance.
 */
export function startLocalization(): Promise<void> {
  return (started ??= start());
}

function start(): Promise<void> {
  const { setLocale } = configureLocalization({
    sourceLocale,
    targetLocales,
    loadLocale: load,
  });
  // A page whose translation cannot be loaded is better off in English than without a shop.
  const follow = (): Promise<void> => setLocale(pageLocale()).catch(() => undefined);
  new MutationObserver(() => void follow()).observe(document.documentElement, { attributeFilter: ['lang'] });
  return follow();
}
