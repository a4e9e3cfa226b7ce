import { expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { deep } from '../../shared/story.ts';
import { settle, show } from '../../shared/testing.ts';
import { fillDesk } from '../console.story.ts';
import '../define.ts';
import type { LiveConsole } from '../live-console.ts';

async function setUp(givenUp = true) {
  const scene = createSimulatedRoom({ role: 'admin' });
  fillDesk(scene);
  scene.stage.desk.strays = scene.stage.desk.strays.map((stray) => ({ ...stray, givenUp }));
  const element = await show<LiveConsole>(
    html`<live-console
      .room=${scene.room}
      section="orders"
      filters="show=strays"
      style="inline-size: 390px; block-size: 700px"
    ></live-console>`,
  );
  const all = (selector: string) => deep(element.shadowRoot!, selector);
  await waitUntil(() => all('tbody tr').length === 1, 'no payment', { timeout: 5000 });
  const button = (text: string) => all('button').find(({ textContent }) => textContent.trim() === text);
  const asked = () =>
    scene.stage.requests.filter(({ path, method }) => path.includes('/strays/') && method !== 'GET').map((each) => each.path);
  return { element, all, button, asked };
}

describe('unknown payments', () => {
  it('say in words what was reported, and can be looked for again', async () => {
    const { element, all, button, asked } = await setUp();
    expect(all('tbody tr')[0]!.textContent).to.include('Paid');
    button('Look again')!.click();
    await waitUntil(() => all('.toast').length > 0);
    expect(all('.toast')[0]!.textContent).to.include('No order is known for it, still');
    expect(asked()).to.deep.equal(['/payments/strays/stripe/evt_1/try']);
    await expect(element).to.be.accessible();
  });

  it('leave the list once somebody has settled them, and come back where that was a mistake', async () => {
    const { all, button, asked } = await setUp();
    button('I have settled it')!.click();
    await waitUntil(() => all('tbody tr').length === 0);
    button('Undo')!.click();
    await waitUntil(() => all('tbody tr').length === 1);
    expect(asked()).to.deep.equal([]);

    button('I have settled it')!.click();
    await settle();
    // Whoever leaves means it.
    dispatchEvent(new Event('pagehide'));
    await waitUntil(() => asked().length === 1);
    expect(asked()).to.deep.equal(['/payments/strays/stripe/evt_1']);
    await waitUntil(() => all('.notice strong').some(({ textContent }) => textContent === 'Nothing unknown'));
  });

  it('are not for a person to settle while the server still looks for them', async () => {
    const { button } = await setUp(false);
    expect(button('Look again')?.checkVisibility()).to.equal(true);
    expect(button('I have settled it')?.textContent).to.equal(undefined);
  });
});
