import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** What stands beside the picture in a wide box. */
export type Tab = 'chat' | 'products';

/** The row of tabs. */
export function renderTabs(current: Tab, choose: (tab: Tab) => void): TemplateResult {
  const renderTab = (tab: Tab, name: string) =>
    html`<button
      role="tab"
      id="tab-${tab}"
      class="tab"
      aria-selected=${tab === current}
      aria-controls=${tab === 'chat' ? 'chat' : 'shelf'}
      tabindex=${tab === current ? 0 : -1}
      @click=${() => choose(tab)}
    >
      ${name}
    </button>`;
  return html`<div
    part="side"
    class="tabs"
    role="tablist"
    aria-label=${msg('Beside the picture')}
    @keydown=${(event: KeyboardEvent) => move(event, current, choose)}
  >
    ${renderTab('chat', msg('Chat'))} ${renderTab('products', msg('Products'))}
  </div>`;
}

function move(event: KeyboardEvent, current: Tab, choose: (tab: Tab) => void): void {
  // There are two of them: either arrow leads to the other, in either direction of reading.
  const other = current === 'chat' ? 'products' : 'chat';
  const tabs: Record<string, Tab> = { Home: 'chat', End: 'products', ArrowLeft: other, ArrowRight: other };
  const tab = tabs[event.key];
  if (!tab) return;
  choose(tab);
  (event.currentTarget as Element).querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  event.preventDefault();
}
