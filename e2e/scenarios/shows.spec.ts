import { expect, test } from '@playwright/test';
import { Viewer } from '../support/people.ts';
import { inEveryWorld } from './worlds.ts';

/** The card of a product can be there before anything that is said. */
const isListening = ({ page }: Viewer): Promise<void> =>
  expect(page.locator('barrage-input').getByRole('textbox')).toBeEnabled({ timeout: 45_000 });

inEveryWorld((world) => {
  test('a show as its elements show it: popups once, words in order, and what was bought', async ({ browser }) => {
    test.setTimeout(180_000);
    const { server, hostToken } = world;
    const popUp = async (title: string): Promise<void> => {
      const list = (await (await server.api('GET', '/api/products?limit=100')).json()) as {
        items: { id: string; title: string }[];
      };
      const productId = list.items.find((product) => product.title === title)!.id;
      const answer = await server.api('POST', '/api/lives/friday/popup', { token: hostToken, body: { productId } });
      expect(answer.status).toBe(202);
    };
    const words = async (who: Viewer): Promise<string[]> => (await who.barrages()).filter((text) => /early|late/.test(text));

    // One hears of the product by message, the other finds it in what the room is.
    const early = await Viewer.enter(browser, server);
    await isListening(early);
    await popUp('Stoneware Mug');
    await early.expectPopup('Stoneware Mug');
    const late = await Viewer.enter(browser, server);
    await late.expectPopup('Stoneware Mug');
    for (const who of [early, late]) await expect.poll(() => who.announcements()).toBe(1);

    await isListening(late);
    for (const n of [1, 2, 3]) await early.say(`early ${n}`);
    await expect.poll(() => words(late)).toEqual(['early 1', 'early 2', 'early 3']);
    await late.say('late 1');
    const everything = ['early 1', 'early 2', 'early 3', 'late 1'];
    for (const who of [early, late]) await expect.poll(() => words(who)).toEqual(everything);
    const later = await Viewer.enter(browser, server);
    await expect.poll(() => words(later)).toEqual(everything);

    await early.popup.getByRole('button', { name: 'Buy now' }).click();
    const pay = early.popup.getByRole('link', { name: 'Pay now' });
    await expect(pay).toBeVisible();
    const [gateway] = await Promise.all([early.context.waitForEvent('page'), pay.click()]);
    await gateway.getByRole('button', { name: /^Pay/ }).click();
    await expect(early.popup.getByText('Paid. Thank you!')).toBeVisible();
    for (const who of [early, late]) expect(await who.announcements()).toBe(1);
  });
});
