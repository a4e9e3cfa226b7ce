import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { WebhookType } from '@vitrine/core/schemas/webhook.ts';
import { messageIcons } from '../../shared/message-icons.ts';
import { type Question, textIn } from '../questions.ts';

/** Asks for an address and what it hears. */
export const endpointQuestion = (): Question => ({
  title: msg('Add a webhook'),
  confirm: msg('Add the webhook'),
  body: html`<label>
      <span>${msg('Address that listens')}</span>
      <input
        name="url"
        type="url"
        required
        maxlength="2048"
        autocomplete="off"
        placeholder="https://shop.example/hook"
        autofocus
      />
    </label>
    <fieldset>
      <legend>${msg('What it hears')}</legend>
      ${WebhookType.options.map(
        (type) =>
          html`<label class="check">
            <input type="checkbox" name="types" value=${type} checked />
            <span>${type}</span>
          </label>`,
      )}
    </fieldset>`,
  check: (answer) => {
    const { url, types } = readEndpoint(answer);
    if (!/^https?:\/\/[^\s/]+/i.test(url)) return msg('Write the whole address, with https:// in front.');
    return types.length === 0 ? msg('Choose at least one thing to hear of.') : undefined;
  },
});

/** The endpoint as filled in. */
export const readEndpoint = (answer: FormData): { url: string; types: WebhookType[] } => ({
  url: textIn(answer, 'url'),
  types: WebhookType.options.filter((type) => answer.getAll('types').includes(type)),
});

export const secretStyles = css`
  .secret {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 3);
    border-radius: var(--_radius-small);
    background: var(--_raised);
  }
  .secret code {
    flex: 1;
    user-select: all;
  }
`;

/** Shows a new secret, which nobody can read again. */
export const secretNotice = (secret: string, copy: () => void): Question => ({
  title: msg('The secret'),
  text: msg('It verifies what is sent to your program. It is shown this once: keep it where your program finds it.'),
  body: html`<div class="secret" dir="ltr">
    <code>${secret}</code>
    <button class="button icon plain" type="button" aria-label=${msg('Copy')} @click=${copy}>${messageIcons.copy}</button>
  </div>`,
});
