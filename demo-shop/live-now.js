import { make } from './elements.js';
import { t } from './texts.js';

const ask = async (path) => {
  const answer = await fetch(`${window.shop.server}/api${path}`);
  return answer.ok ? answer.json() : undefined;
};

/** What is being sold live now: product id → the show, and whether the product is held up to the camera at this moment. */
async function liveNow() {
  const found = new Map();
  const { items = [] } = (await ask('/lives?status=live')) ?? {};
  for (const live of items) {
    const [{ items: shelf = [] } = {}, { metadata } = {}] = await Promise.all([
      ask(`/lives/${live.id}/shelf`),
      ask(`/lives/${live.id}/metadata`),
    ]);
    const listing = JSON.parse(metadata?.goods_on_shelf ?? '{}');
    for (const { id } of shelf) found.set(id, { live, shown: listing.goods_id === id && listing.status === 'active' });
  }
  return found;
}

export const liveWords = ({ shown }) => (shown ? t('Being sold live now') : t('In the live show now'));

const followers = [];

async function look() {
  if (document.hidden) return;
  const live = await liveNow().catch(() => new Map());
  for (const show of followers) show(live);
}

/** Calls `show` with what is live, now and while the page is looked at. */
export function followLive(show) {
  if (followers.push(show) > 1) return;
  setInterval(look, 15_000);
  document.addEventListener('visibilitychange', look);
  look();
}

const cards = [...document.querySelectorAll('.card[data-product]')];

/** A badge on every card whose product is being sold now. */
function mark(live) {
  for (const card of cards) {
    card.querySelector('.flag.live')?.remove();
    const found = live.get(card.dataset.product);
    if (found)
      card.querySelector('.card-picture').append(make('span', { className: 'flag live', textContent: liveWords(found) }));
  }
}

if (cards.length > 0) followLive(mark);
