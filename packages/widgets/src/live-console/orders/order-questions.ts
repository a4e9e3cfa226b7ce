import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { Shipment } from '@vitrine/core/schemas/order.ts';
import { safeUrl } from '@vitrine/core/schemas/url.ts';
import { type Question, textIn } from '../questions.ts';

/** Asks for a parcel's carrier and number. */
export const parcelQuestion = (): Question => ({
  title: msg('Ship'),
  text: msg('The buyer hears of it at once.'),
  confirm: msg('Note the parcel'),
  body: html`<label>
      <span>${msg('Carrier')}</span>
      <input name="carrier" required maxlength="80" autocomplete="off" autofocus />
    </label>
    <label>
      <span>${msg('Tracking number')}</span>
      <input name="tracking" required maxlength="120" autocomplete="off" spellcheck="false" />
    </label>
    <label>
      <span>${msg('Where it can be followed (a link, if there is one)')}</span>
      <input name="url" type="url" maxlength="2048" autocomplete="off" />
    </label>`,
  check: (answer) => {
    const { carrier, tracking, url } = readParcel(answer);
    if (!carrier || !tracking) return msg('Both carrier and tracking number are needed.');
    return url && !safeUrl(url) ? msg('Only http: and https: links can be used.') : undefined;
  },
});

/** The parcel as filled in. */
export function readParcel(answer: FormData): Pick<Shipment, 'carrier' | 'tracking' | 'url'> {
  const url = textIn(answer, 'url');
  return { carrier: textIn(answer, 'carrier'), tracking: textIn(answer, 'tracking'), ...(url ? { url } : {}) };
}

export const cancelQuestion = (number: string): Question => ({
  title: msg(str`Cancel order ${number}?`),
  text: msg('Its goods go on sale again. Who wants them has to order anew.'),
  confirm: msg('Cancel the order'),
  danger: true,
});

/** Asks what the buyer who wants money back is told instead: `answer`. */
export const declineQuestion = (): Question => ({
  title: msg('Decline'),
  confirm: msg('Decline'),
  danger: true,
  body: html`<label>
    <span>${msg('What the buyer reads')}</span>
    <textarea name="answer" rows="3" required maxlength="500" autofocus></textarea>
  </label>`,
  check: (answer) => (textIn(answer, 'answer') ? undefined : msg('Say why.')),
});
