import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { elements } from './elements.ts';
import './pages.css';

const meta: Meta = {
  title: 'Guide/Paste into your shop',
  parameters: { controls: { disable: true } },
};
export default meta;

const code = (text: string): TemplateResult => html`<pre tabindex="0"><code>${text}</code></pre>`;

const TWO_LINES = `<script type="module" src="https://live.example.com/embed/vitrine.js"></script>
<live-room live-id="friday"></live-room>`;

const VISITOR = `<script>
  window.vitrine = { token: async () => (await fetch('/live-token')).text() };
</script>
<!-- or, without a script: -->
<meta name="vitrine-token-url" content="/live-token">`;

const BACKEND = `import { SignJWT } from 'jose';

app.get('/live-token', async (request, response) => {
  const { id, name } = request.user;
  const token = await new SignJWT({ name, role: 'viewer' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(process.env.SHOP_SECRET));
  response.type('text').send(token);
});`;

const NPM = `import { startLocalization } from '@vitrine/widgets';
import '@vitrine/widgets/live-room/define';

startLocalization();`;

export const PasteIntoYourShop: StoryObj = {
  name: 'Paste into your shop',
  render: () =>
    html`<main class="guide">
      <h1>Paste into your shop</h1>
      <p>Two lines put a whole live show on a page. Elsewhere in this book it plays without a server; here is how it gets one.</p>
      ${code(TWO_LINES)}

      <h2>Say who the visitor is</h2>
      <p>Without this, visitors are guests. The page asks your own backend, which knows the visitor by its cookie:</p>
      ${code(VISITOR)}
      <p>Your backend signs a short token with the secret that it shares with your Vitrine server:</p>
      ${code(BACKEND)}

      <h2>Or place the parts yourself</h2>
      <p>Every element takes a <code>live-id</code>, or belongs to the <code>&lt;live-room&gt;</code> around it.</p>
      <dl>
        ${elements
          .filter(({ attributes }) => attributes.some(({ name }) => name === 'live-id'))
          .map(
            ({ tagName, description }) =>
              html`<dt>${description}</dt>
                <dd>${code(`<${tagName} live-id="friday"></${tagName}>`)}</dd>`,
          )}
      </dl>

      <h2>From npm</h2>
      <p>For shops that bundle their own scripts; import only the elements in use.</p>
      ${code(NPM)}
    </main>`,
};
