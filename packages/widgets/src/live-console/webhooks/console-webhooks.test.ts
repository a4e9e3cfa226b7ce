import { expect, waitUntil } from '@open-wc/testing';
import { deep } from '../../shared/story.ts';
import { fillDesk } from '../console.story.ts';
import { asked, find, press, setUp } from '../console-testing.ts';

describe('webhooks in the console', () => {
  it('shows a webhook’s secret once', async () => {
    const scene = await setUp('webhooks', '', { role: 'admin' }, fillDesk);
    const { element } = scene;
    await press(element, 'Add a webhook');
    (await find<HTMLInputElement>(element, '[name="url"]')).value = 'https://shop.example/new';
    await press(element, 'Add the webhook');
    expect((await find(element, '.secret')).textContent).to.include('whsec_');
    await press(element, 'Close');
    await waitUntil(() => !deep(element.shadowRoot!, 'code').some(({ textContent }) => textContent.includes('whsec_')));
    await press(element, 'https://shop.example/hooks/vitrine', 'Send what failed again');
    expect(asked(scene, 'POST', /h-1\/replay$/)).to.have.length(1);
  });
});
