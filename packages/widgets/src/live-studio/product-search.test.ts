import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import { part, settle, show } from '../shared/testing.ts';
import './define.ts';

async function setUp(count = 45) {
  const products = Array.from({ length: count }, (_, i) => ({ ...sampleProducts[i % 5]!, id: `p${i}`, title: `Thing ${i}` }));
  const { room, stage } = createSimulatedRoom({ role: 'host', products });
  await room.products.setShelf([]);
  const search = await show<HTMLElementTagNameMap['live-studio-search']>(
    html`<live-studio-search .room=${room}></live-studio-search>`,
  );
  search.show();
  await settle();
  // Half faded in, everything is pale.
  await Promise.all(
    search
      .shadowRoot!.querySelector('dialog')!
      .getAnimations()
      .map(({ finished }) => finished),
  );
  const rows = () => [...search.shadowRoot!.querySelectorAll<HTMLElement>('.row')];
  return { room, stage, search, rows };
}

describe('<live-studio-search>', () => {
  it('finds by words, once the host has stopped typing', async () => {
    const { stage, search, rows } = await setUp();
    const field = part<HTMLInputElement>(search, 'search')!;
    for (const words of ['T', 'Thing', 'Thing 7']) {
      field.value = words;
      field.dispatchEvent(new InputEvent('input'));
    }
    await waitUntil(() => rows().length === 1);
    expect(stage.requests.flatMap(({ query }) => query?.['q'] ?? [])).to.deep.equal(['Thing 7']);
    await expect(search).to.be.accessible();
  });

  it('says what to do where the shop has no products, and where no product has these words', async () => {
    const { search } = await setUp(0);
    const notice = () => search.shadowRoot!.querySelector('.notice')?.textContent;
    expect(notice()).to.include('console');
    const field = part<HTMLInputElement>(search, 'search')!;
    field.value = 'Lamp';
    field.dispatchEvent(new InputEvent('input'));
    await waitUntil(() => notice()?.includes('Try another word'));
  });

  it('shows one category, and all again', async () => {
    const { search, rows } = await setUp();
    const chip = part<HTMLButtonElement>(search, 'category')!;
    chip.click();
    await settle();
    expect([chip.ariaPressed, rows().length]).to.deep.equal(['true', 18]);
    await expect(search).to.be.accessible();
    chip.click();
    await settle();
    expect(chip.ariaPressed).to.equal('false');
    expect(rows().length).to.be.greaterThan(18);
  });

  it('brings the next page as one gets to the end', async () => {
    const { search, rows } = await setUp();
    for (let i = 0; i < 20 && search.shadowRoot!.querySelector('.more'); i += 1) {
      search.shadowRoot!.querySelector('.more')!.scrollIntoView();
      await aTimeout(60);
    }
    expect(rows()).to.have.length(45);
  });

  it('puts what was found on the shelf', async () => {
    const { room, rows } = await setUp();
    rows()[3]!.querySelector('button')!.click();
    await settle();
    expect(room.products.shelf!.map(({ id }) => id)).to.deep.equal(['p3']);
    expect(rows()[3]!.textContent).to.include('In the show');
  });
});
