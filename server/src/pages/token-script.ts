import { html } from 'hono/html';
import type { Html } from './layout.ts';

/**
 * Finds out who is there: from the address's fragment, or in the demo by asking for a token of this role. It stands before the elements'
 * script.
 */
export const tokenScript = (page: 'studio' | 'console', demoRole: string | undefined): Html =>
  demoRole
    ? html`<script src="/pages/token.js" data-page="${page}" data-demo-role="${demoRole}"></script>`
    : html`<script src="/pages/token.js" data-page="${page}"></script>`;
