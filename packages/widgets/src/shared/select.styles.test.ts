import { expect, fixture, html } from '@open-wc/testing';
import { css, LitElement } from 'lit';
import { selects } from './select.styles.ts';
import { tokens } from './tokens.styles.ts';

class SelectSample extends LitElement {
  static override styles = [
    tokens,
    selects,
    css`
      .field {
        padding: 4px 12px;
        background: var(--_raised);
      }
    `,
  ];
  override render() {
    return html`<select class="field" aria-label="Sample">
      <option>One</option>
    </select>`;
  }
}
customElements.define('select-sample', SelectSample);

describe('the arrow of a list to choose from', () => {
  for (const [direction, end] of [
    ['ltr', 'right'],
    ['rtl', 'left'],
  ] as const)
    it(`stands as far from the end as the text from the start, ${direction}`, async () => {
      const box = await fixture(html`<div dir=${direction}><select-sample></select-sample></div>`);
      const select = box.querySelector('select-sample')!.shadowRoot!.querySelector('select')!;
      const style = getComputedStyle(select);
      const nearest = end === 'right' ? 'calc(100% - 12px) 50%' : '12px 50%';
      expect(style.backgroundPosition.split(', ')).to.include(nearest);
      expect(style.backgroundImage).to.include('linear-gradient');
      expect(style.paddingInlineStart).to.equal('12px');
      expect(parseFloat(style.paddingInlineEnd)).to.equal(30);
    });
});
