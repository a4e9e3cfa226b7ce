export type Language = 'en' | 'zh';

/** What an `Accept-Language` header asks for, of the two languages that we speak: Chinese where it is preferred to English. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.split('-')[0], weight: weight ? Number(weight.trim().slice(2)) || 0 : 1 };
    })
    .filter(({ language, weight }) => weight > 0 && (language === 'en' || language === 'zh'))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language === 'zh' ? 'zh' : 'en';
}
