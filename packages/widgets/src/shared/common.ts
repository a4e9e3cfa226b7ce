/**
 * What all elements but the picture share, in one module, so that the loader can ask for it before it knows which of them will need it.
 * A picture has words of its own in it, for when there is nothing to see.
 */
export { PagedList } from '@vitrine/core/paged-list.ts';
export { openShop } from '@vitrine/core/shop.ts';
export { repeat } from 'lit/directives/repeat.js';
export { errorMessage } from './error-message.ts';
export { formatMoney } from './format.ts';
export { icons } from './icons.ts';
