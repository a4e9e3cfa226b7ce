import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ModerationSettings } from '@vitrine/core/schemas/moderation.ts';

export type RuleName = keyof ModerationSettings;

export const ruleStyles = css`
  .rule {
    display: flex;
    align-items: end;
    gap: calc(var(--_space) * 3);
    margin-block-end: calc(var(--_space) * 2);
  }
  .rule > label {
    flex: 0 1 560px;
    min-inline-size: 0;
  }
  .rule > .button {
    flex: none;
  }
`;

/** Resolves to false where the server refused. */
type Set = (name: RuleName, value: ModerationSettings[RuleName] | null) => Promise<boolean>;

/** The rules of a chat, each a field. Those of `own` were set here, and go back to what they would be by a button. */
export function renderRules(
  settings: ModerationSettings,
  own: Partial<ModerationSettings>,
  back: string,
  set: Set,
): TemplateResult {
  /** A refused value must not go on standing in its field. */
  const put = async (name: RuleName, value: ModerationSettings[RuleName], back: () => void): Promise<void> => {
    if (!(await set(name, value))) back();
  };
  const rule = (name: RuleName, field: TemplateResult) =>
    html`<div class="rule">
      ${field}
      ${own[name] === undefined ? nothing : html`<button class="button plain" @click=${() => set(name, null)}>${back}</button>`}
    </div>`;
  const toggle = (name: 'messagesDisabled' | 'followersOnly' | 'approval' | 'words', text: string) =>
    rule(
      name,
      html`<label class="check">
        <input
          type="checkbox"
          name=${name}
          .checked=${settings[name]}
          @change=${({ target }: Event) => {
            const field = target as HTMLInputElement;
            void put(name, field.checked, () => (field.checked = settings[name]));
          }}
        />
        <span>${text}</span>
      </label>`,
    );
  const number = (name: 'slowModeSeconds' | 'perMinute' | 'maxEmojis', text: string, min: number, max: number) =>
    rule(
      name,
      html`<label>
        <span>${text}</span>
        <input
          type="number"
          name=${name}
          min=${min}
          max=${max}
          step="1"
          inputmode="numeric"
          .value=${String(settings[name])}
          @change=${({ target }: Event) => {
            const field = target as HTMLInputElement;
            if (!field.reportValidity() || field.value === '') return;
            void put(name, field.valueAsNumber, () => (field.value = String(settings[name])));
          }}
        />
      </label>`,
    );
  return html`<section class="card">
      <h3>${msg('Who may write')}</h3>
      ${toggle('messagesDisabled', msg('Only the staff may write'))}
      ${toggle('followersOnly', msg('Only followers of the host may write'))}
      ${toggle('approval', msg('Every message waits for a moderator'))}
      ${number('slowModeSeconds', msg('Slow mode: seconds between two messages of one person'), 0, 3600)}
      ${number('perMinute', msg('Messages of one person in a minute'), 1, 600)}
    </section>
    <section class="card">
      <h3>${msg('What may be written')}</h3>
      ${toggle('words', msg('Look for the words of the list'))}
      ${rule(
        'links',
        html`<label>
          <span>${msg('Links')}</span>
          <select
            .value=${settings.links}
            @change=${({ target }: Event) => {
              const field = target as HTMLSelectElement;
              void put('links', field.value as 'allow', () => (field.value = settings.links));
            }}
          >
            <option value="allow" ?selected=${settings.links === 'allow'}>${msg('Allowed')}</option>
            <option value="hold" ?selected=${settings.links === 'hold'}>${msg('Wait for a moderator')}</option>
            <option value="block" ?selected=${settings.links === 'block'}>${msg('Refused')}</option>
          </select>
        </label>`,
      )}
      ${rule(
        'linkHosts',
        html`<label>
          <span>${msg('Sites that links may always lead to, one to a line')}</span>
          <textarea
            rows="2"
            spellcheck="false"
            .value=${settings.linkHosts.join('\n')}
            @change=${({ target }: Event) => {
              const field = target as HTMLTextAreaElement;
              const hosts = field.value.split(/\s+/).filter(Boolean);
              void put('linkHosts', hosts, () => (field.value = settings.linkHosts.join('\n')));
            }}
          ></textarea>
        </label>`,
      )}
      ${number('maxEmojis', msg('Emojis in one message'), 0, 200)}
    </section>`;
}
