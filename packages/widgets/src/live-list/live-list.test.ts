import { expect, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import { LiveError, type LiveErrorCode } from '@vitrine/core/errors.ts';
import type { Request } from '@vitrine/core/http.ts';
import { sampleLive } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { Live } from '@vitrine/core/schemas/live.ts';
import { part, settle, show, textOf } from '../shared/testing.ts';
import './define.ts';
import type { LiveList } from './live-list.ts';

const live = (id: string, change: Partial<Live> = {}): Live => ({ ...sampleLive(id), ...change });

function setUp(...pages: (Live[] | LiveErrorCode | Promise<Live[]>)[]) {
  const asked: unknown[] = [];
  const request = (async (_schema: unknown, _method: string, _path: string, options: { query?: unknown } = {}) => {
    asked.push(options.query);
    const page = await (pages.length > 1 ? pages.shift() : pages[0]);
    if (typeof page === 'string') throw new LiveError(page, 'No');
    return { items: page, cursor: pages.length > 1 ? 'next' : '' };
  }) as unknown as Request;
  return { request, asked, show: () => show<LiveList>(html`<live-list .shop=${{ request }}></live-list>`) };
}
const cards = (element: LiveList) => [...element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a')];

describe('<live-list>', () => {
  afterEach(() => fixtureCleanup());

  it('shows what is on, what comes and what was, and leads there', async () => {
    const soon = Date.now() + 65_000;
    const { show: put } = setUp([
      live('friday', { audienceCount: 1280 }),
      live('monday', { status: 'scheduled', title: 'Monday mugs', startsAt: soon }),
      live('may', { status: 'scheduled', startsAt: Date.now() + 40 * 86_400_000 }),
      live('past', { status: 'ended' }),
    ]);
    const element = await put();
    const [on, next, later, past] = cards(element);
    expect(on!.textContent).to.match(/LIVE[\s\S]*1,280[\s\S]*Friday evening table[\s\S]*Mira/);
    expect(next!.textContent).to.match(/Starts in 1:0[45][\s\S]*Monday mugs/);
    expect(later!.querySelector('[part="badge"]')!.textContent).to.match(/\d/);
    expect(past!.textContent).to.include('Ended');
    expect(past!.querySelector('[part="viewers"]')).to.equal(null);
    expect(on!.getAttribute('href')).to.equal('/live/friday');
    await expect(element).to.be.accessible();
    element.hrefTemplate = 'https://shop.example/shows?live={id}#x';
    await settle();
    expect(cards(element)[0]!.href).to.equal('https://shop.example/shows?live=friday#x');
  });

  it('counts down', async () => {
    const { show: put } = setUp([live('a', { status: 'scheduled', startsAt: Date.now() + 8_000 })]);
    const element = await put();
    const before = textOf(element);
    await waitUntil(() => textOf(element) !== before, 'the clock stands still', { timeout: 3000 });
  });

  it('lets the shop open the page of a show its own way', async () => {
    const { show: put } = setUp([live('friday')]);
    const element = await put();
    const addresses: string[] = [];
    element.addEventListener('live-before-navigate', (event) => {
      addresses.push(event.url);
      event.preventDefault();
    });
    cards(element)[0]!.click();
    expect(addresses).to.deep.equal([new URL('/live/friday', location.href).href]);
  });

  it('leads nowhere by an address that is none', async () => {
    const { request } = setUp([live('friday', { coverUrl: 'javascript:alert(1)' })]);
    const element = await show<LiveList>(
      html`<live-list .shop=${{ request }} href-template="javascript:alert('{id}')"></live-list>`,
    );
    expect(cards(element)).to.have.length(0);
    expect(element.shadowRoot!.querySelectorAll('img')).to.have.length(0);
    expect(textOf(element)).to.include('Friday evening table');
  });

  it('holds its place while loading', async () => {
    let go!: (lives: Live[]) => void;
    const { show: put } = setUp(new Promise<Live[]>((resolve) => (go = resolve)));
    const element = await put();
    expect(element.shadowRoot!.querySelectorAll('.skeleton')).not.to.have.length(0);
    expect(element.offsetHeight).to.be.greaterThan(160);
    await expect(element).to.be.accessible();
    go([]);
    await settle();
    expect(textOf(element)).to.include('No shows yet');
    await expect(element).to.be.accessible();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const { show: put } = setUp('offline', [live('friday')]);
    const element = await put();
    expect(textOf(element)).to.include('No connection');
    await expect(element).to.be.accessible();
    element.shadowRoot!.querySelector('button')!.click();
    await settle();
    expect(cards(element)).to.have.length(1);
  });

  it('loads more, and only those that were asked for', async () => {
    const { request, asked } = setUp([live('a')], [live('b')], [live('c')]);
    const element = await show<LiveList>(html`<live-list .shop=${{ request }} status="ended" count="1"></live-list>`);
    part(element, 'more')!.click();
    await settle();
    expect(cards(element).map(({ pathname }) => pathname)).to.deep.equal(['/live/a', '/live/b']);
    expect(asked).to.deep.equal([
      { status: 'ended', limit: 1, cursor: undefined },
      { status: 'ended', limit: 1, cursor: 'next' },
    ]);
  });

  it('reads again when the page comes back into view, and not after it left the page', async () => {
    const { asked, show: put } = setUp([live('a')]);
    const element = await put();
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(asked).to.have.length(2);
    element.remove();
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(asked).to.have.length(2);
  });
});
