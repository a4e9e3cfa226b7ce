import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const CHOICES = { lang: ['en', 'zh'], currency: ['USD', 'CNY'], dir: ['ltr', 'rtl'] } as const;

/** How a visitor wants to see the shop. */
export type Visitor = { [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] };

/** `?lang=zh`, `?currency=CNY` and `?dir=rtl` hold for the pages that follow too: the shop remembers them in a cookie. */
export function visitorOf(c: Context): Visitor {
  const choose = <Name extends keyof Visitor>(name: Name): Visitor[Name] => {
    const choices: readonly string[] = CHOICES[name];
    const asked = c.req.query(name);
    if (asked !== undefined && choices.includes(asked)) {
      setCookie(c, `alder-${name}`, asked, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 });
      return asked as Visitor[Name];
    }
    const known = getCookie(c, `alder-${name}`) ?? '';
    return (choices.includes(known) ? known : choices[0]) as Visitor[Name];
  };
  return { lang: choose('lang'), currency: choose('currency'), dir: choose('dir') };
}
