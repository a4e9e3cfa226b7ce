import { configureLocalization } from '@lit/localize';
import { allLocales, sourceLocale, targetLocales } from '../locales/locale-codes.ts';

type Locale = (typeof allLocales)[number];

const LOADERS = {
  'zh-CN': () => import('../locales/zh-CN.ts'),
} satisfies Record<(typeof targetLocales)[number], () => Promise<{ templates: object }>>;

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
    loadLocale: (locale) => LOADERS[locale as keyof typeof LOADERS](),
  });
  // A page whose translation cannot be loaded is better off in English than without a shop.
  const follow = (): Promise<void> => setLocale(pageLocale()).catch(() => undefined);
  new MutationObserver(() => void follow()).observe(document.documentElement, { attributeFilter: ['lang'] });
  return follow();
}
