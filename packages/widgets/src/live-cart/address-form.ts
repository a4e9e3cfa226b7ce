import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Address } from '@vitrine/core/schemas/order.ts';
import { countriesIn, type Country, likelyCountry } from './countries.ts';

/** The browser's word for each field of an address, by which it fills the form in. */
const FIELDS = {
  name: { autocomplete: 'name', max: 100, required: true },
  line1: { autocomplete: 'address-line1', max: 200, required: true },
  line2: { autocomplete: 'address-line2', max: 200, required: false },
  postalCode: { autocomplete: 'postal-code', max: 20, required: false },
  city: { autocomplete: 'address-level2', max: 100, required: true },
  phone: { autocomplete: 'tel', max: 40, required: false },
} as const;
type Field = keyof typeof FIELDS;

const countries = new Map<string, Country[]>();

/** Where the order goes. `onCountry` hears of another country at once: shipping and tax depend on it. */
export function renderAddressForm(locale: string, country: string, onCountry: (country: string) => void): TemplateResult {
  const known = countries.get(locale) ?? countriesIn(locale);
  countries.set(locale, known);
  const chosen = country || likelyCountry();
  return html`<form part="address" class="address" novalidate @submit=${(event: Event) => event.preventDefault()}>
    <h3>${msg('Where does it go?')}</h3>
    ${renderField('name', msg('Name'))} ${renderField('line1', msg('Street and number'))}
    ${renderField('line2', msg('Apartment, floor'))}
    <div class="pair">${renderField('postalCode', msg('Postal code'))} ${renderField('city', msg('City'))}</div>
    <label for="country">${msg('Country')}</label>
    <select
      id="country"
      class="field"
      name="country"
      autocomplete="country"
      required
      @change=${(event: Event) => onCountry((event.target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${!chosen}>${msg('Choose')}</option>
      ${known.map(({ code, name }) => html`<option value=${code} ?selected=${code === chosen}>${name}</option>`)}
    </select>
    ${renderField('phone', msg('Telephone'))}
  </form>`;
}

function renderField(field: Field, name: string): TemplateResult {
  const { autocomplete, max, required } = FIELDS[field];
  return html`<div class="labelled">
    <label for=${field}
      >${name}${required ? nothing : html` <span class="muted">${msg('if there is one', { desc: 'A field that may stay empty' })}</span>`}</label
    >
    <input
      id=${field}
      class="field"
      name=${field}
      autocomplete=${autocomplete}
      maxlength=${max}
      ?required=${required}
      type=${field === 'phone' ? 'tel' : 'text'}
      dir="auto"
    />
  </div>`;
}

/** The address as filled in; undefined, with the focus on the first fault, where something is missing. */
export function addressOf(form: HTMLFormElement): Address | undefined {
  for (const input of form.querySelectorAll('input')) input.value = input.value.trim();
  if (!form.reportValidity()) return undefined;
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  return Object.fromEntries(filled) as unknown as Address;
}

/** The country that the form shows. */
export const countryOf = (form: HTMLFormElement): string => String(new FormData(form).get('country'));
