import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Money } from '@vitrine/core/schemas/money.ts';
import type { GatewayPayment } from './gateway.ts';
import { payStyles } from './pay-styles.ts';
import type { PayTexts } from './texts.ts';

// In one piece: the hash holds for every character between the tags, white space of a template included.
const styleElement = raw(`<style>${payStyles}</style>`);
const styleHash = `'sha256-${createHash('sha256').update(payStyles).digest('base64')}'`;

/**
 * What the pay page may do: show itself and post its form. Browsers hold the redirect that answers a form to `form-action`
 * too, so the shop's page to come back to is named.
 */
export const payPolicy = (returnUrl: string): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    `form-action 'self'${returnUrl ? ` ${new URL(returnUrl).origin}` : ''}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** An amount as people of this language write it. */
export function moneyText({ amount, currency }: Money, lang: string): string {
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const buttons = (texts: PayTexts, amount: string) => html`
  <form method="post">
    <button class="pay" name="outcome" value="captured">${texts.pay(amount)}</button>
    <button name="outcome" value="declined">${texts.decline}</button>
  </form>
`;

const outcome = ([headline, next]: readonly [string, string], returnUrl: string, texts: PayTexts) => html`
  <p class="outcome" role="status"><strong>${headline}</strong><br />${next}</p>
  ${returnUrl ? html`<a class="button" href="${returnUrl}">${texts.back}</a>` : html`<p class="quiet">${texts.close}</p>`}
`;

const page = (texts: PayTexts, title: string, content: unknown) =>
  html`<!doctype html>
    <html lang="${texts.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;

/** The page on which a buyer pays, or reads that they have. Every value is escaped; there is no script. */
export const payPage = (
  payment: Pick<GatewayPayment, 'description' | 'amount' | 'currency' | 'status' | 'returnUrl'>,
  texts: PayTexts,
) => {
  const { description, status, returnUrl } = payment;
  const amount = moneyText(payment, texts.lang);
  return page(
    texts,
    `${texts.title} · ${amount}`,
    html`
      <h1>${texts.title}</h1>
      <p class="test">${texts.test}</p>
      <dl>
        <dt>${texts.order}</dt>
        <dd>${description}</dd>
      </dl>
      <p class="amount">${amount}</p>
      ${status === 'open' ? buttons(texts, amount) : outcome(texts[status], returnUrl, texts)}
    `,
  );
};

/** Where a buyer ends who paid elsewhere. It promises nothing: only the company's report makes the order paid. */
export const donePage = (texts: PayTexts) =>
  page(
    texts,
    texts.title,
    html`<h1>${texts.title}</h1>
      <p role="status">${texts.done}</p>
      <p class="quiet">${texts.close}</p>`,
  );
