import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { icons } from '../../shared/icons.ts';
import { type BadgeDraft, emptyBadge, MAX_BADGES } from './identity-draft.ts';
import { renderColor, renderField } from './identity-fields.ts';

/** The badges of a form, each with its fields, and a button for another one. */
export function renderBadges(
  badges: readonly BadgeDraft[],
  faults: ReadonlyMap<string, string>,
  change: (badges: BadgeDraft[]) => void,
): TemplateResult {
  return html`<section class="card">
    <h3>${msg('Badges')}</h3>
    ${badges.length === 0 ? html`<p class="muted">${msg('None yet.')}</p>` : nothing}
    ${badges.map((badge, index) =>
      renderBadge(
        badge,
        index,
        faults,
        (next) => change(badges.with(index, next)),
        () => change(badges.toSpliced(index, 1)),
      ),
    )}
    ${
      badges.length < MAX_BADGES
        ? html`<button class="button add" type="button" @click=${() => change([...badges, emptyBadge()])}>
            ${icons.add} ${msg('Add a badge')}
          </button>`
        : html`<p class="hint add">${msg(str`${MAX_BADGES} badges are the most that one can have.`)}</p>`
    }
  </section>`;
}

function renderBadge(
  badge: BadgeDraft,
  index: number,
  faults: ReadonlyMap<string, string>,
  change: (badge: BadgeDraft) => void,
  remove: () => void,
): TemplateResult {
  const field = (name: keyof BadgeDraft, label: string) => ({
    name: `badges.${index}.${name}`,
    label,
    value: badge[name],
    fault: faults.get(`badges.${index}.${name}`),
    write: (value: string) => change({ ...badge, [name]: value }),
  });
  return html`<fieldset class="badge-fields">
    <legend class="visually-hidden">${msg(str`Badge ${index + 1}`)}</legend>
    <div class="fields">
      ${renderField({ ...field('name', msg('What it says')), max: 40 })}
      ${renderField({ ...field('type', msg('Type, like vip')), max: 32, isCode: true })}
      ${renderColor(field('color', msg('Colour')))}
      ${renderField({ ...field('iconUrl', msg('Icon (a link)')), max: 2048, isCode: true })}
    </div>
    <button class="button icon plain" type="button" aria-label=${msg(str`Take badge ${index + 1} away`)} @click=${remove}>
      ${icons.trash}
    </button>
  </fieldset>`;
}

export const badgeStyles = css`
  .badge-fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: calc(var(--_space) * 2);
  }
  .badge-fields + .badge-fields {
    margin-block-start: calc(var(--_space) * 4);
    padding-block-start: calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_line);
  }
  .add {
    margin-block-start: calc(var(--_space) * 4);
  }
`;
