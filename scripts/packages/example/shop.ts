import { createRoom, type Listing, LiveError, type LiveRoom, shoppingRoom } from '@vitrine/core';
import { safeUrl } from '@vitrine/core/schemas/url.js';
import { BeforeAddToCartEvent } from '@vitrine/widgets';
import type { LivePlayer } from '@vitrine/widgets/live-player';
import '@vitrine/widgets/live-player/define';
import '@vitrine/widgets/product-popup/define';

const player = document.createElement('live-player');
player.liveId = 'friday';
player.addEventListener('live-playing', ({ liveId }) => liveId.toUpperCase());
const same: LivePlayer = player;

document.querySelector('product-popup')?.addEventListener('live-before-add-to-cart', (event) => {
  event.respondWith(Promise.resolve(event.addition.quantity + 1));
});

const room: LiveRoom = createRoom({ server: 'https://live.example', liveId: 'friday' });
const listing: Listing | undefined = shoppingRoom(room).popup.listing;
same.room = room;

// @ts-expect-error -- a quantity is a number
export const wrong = new BeforeAddToCartEvent({ liveId: 'a', productId: 'b', skuId: 'c', quantity: '1' });
// @ts-expect-error -- it knows its attributes
player.liveID = 'friday';

export { listing, LiveError, safeUrl };
