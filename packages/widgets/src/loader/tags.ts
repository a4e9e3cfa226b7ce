/** How the loader treats one element. */
export interface Tag {
  /** Imports the element: its class, which the loader then registers in a task of its own, or the module that registers it. */
  load(): Promise<unknown>;
  /** CSS declarations that hold the element's place until it is registered, so that the page does not jump. */
  box?: string;
  /** For elements without a place on the page, such as floating ones: loaded as soon as the page is idle, not when they come near. */
  eager?: boolean;
  /** Shows the picture of a show, whose cover is painted while the element is on its way. */
  covered?: boolean;
  /** Belongs to no room, and needs none of what rooms are made of. */
  apart?: boolean;
  /** There are elements in its shadow root that are the loader's to bring, each as it comes into view. */
  holds?: boolean;
}

/** The shop's own picture of the show fills the place that is kept for it. */
const POSTER = '&>[slot=poster]{display:block;inline-size:100%;block-size:100%;object-fit:cover}';

/** What is seen of a show beside its picture. It is on its way as soon as the picture's own code is there. */
const askForChat = (): void => void import('../barrage-list/barrage-list.ts').catch(() => undefined);

export type TagTable = Readonly<Record<string, Tag>>;

/** Every element of the script-tag bundle, each in a chunk of its own. Boxes repeat what the elements' `:host` says. */
export const TAGS: TagTable = {
  'live-room': {
    load: () =>
      import('../live-room/live-room.ts').then(({ LiveRoomElement }) => {
        askForChat();
        return LiveRoomElement;
      }),
    holds: true,
    covered: true,
    box:
      // Stretched: what has a ratio would be narrower than its place in a grid of the shop's.
      'display:block;justify-self:stretch;block-size:var(--live-room-height,auto);min-block-size:420px;max-block-size:var(--live-room-height,100dvh);' +
      `aspect-ratio:100/220;@media (min-width:900px){aspect-ratio:100/62}${POSTER}`,
  },
  'live-player': {
    load: () => import('../live-player/live-player.ts').then(({ LivePlayer }) => LivePlayer),
    covered: true,
    box: `display:block;aspect-ratio:var(--live-player-ratio,9/16);background:var(--live-picture,#0e0e11);${POSTER}`,
  },
  'live-studio': {
    load: () => import('../live-studio/define.ts'),
    box: 'display:block;min-block-size:480px;block-size:var(--live-studio-height,100dvh)',
  },
  'live-console': {
    load: () => import('../live-console/define.ts'),
    box: 'display:block;min-block-size:480px;block-size:var(--live-console-height,100dvh)',
  },
  'barrage-list': {
    load: () => import('../barrage-list/barrage-list.ts').then(({ BarrageList }) => BarrageList),
    box: 'display:block;min-block-size:96px;block-size:100%',
  },
  'flying-barrage': { load: () => import('../flying-barrage/define.ts') },
  'barrage-input': {
    load: () => import('../barrage-input/barrage-input.ts').then(({ BarrageInput }) => BarrageInput),
    box: 'display:block;min-block-size:44px',
  },
  'product-popup': {
    load: () =>
      Promise.all([import('../product-popup/product-popup.ts'), import('../variant-picker/define.ts')]).then(
        ([{ ProductPopup }]) => ProductPopup,
      ),
    eager: true,
  },
  'product-shelf': { load: () => import('../product-shelf/define.ts'), box: 'display:block;min-block-size:320px' },
  'live-cart': {
    load: () => import('../live-cart/live-cart.ts').then(({ LiveCart }) => LiveCart),
    box: 'display:block;min-block-size:160px',
  },
  'order-card': { load: () => import('../order-card/define.ts'), box: 'display:block;min-block-size:128px' },
  'order-list': { load: () => import('../order-list/define.ts'), box: 'display:block;min-block-size:320px' },
  'follow-button': {
    load: () => import('../follow-button/follow-button.ts').then(({ FollowButton }) => FollowButton),
    eager: true,
  },
  'live-list': {
    load: () => import('../live-list/live-list.ts').then(({ LiveList }) => LiveList),
    apart: true,
    box: 'display:block;min-block-size:160px',
  },
  'gift-panel': {
    load: () => import('../gift-panel/gift-panel.ts').then(({ GiftPanel }) => GiftPanel),
    box: 'display:block;min-block-size:280px',
  },
  'gift-effects': { load: () => import('../gift-effects/gift-effects.ts').then(({ GiftEffects }) => GiftEffects), eager: true },
  'like-button': {
    load: () => import('../like-button/like-button.ts').then(({ LikeButton }) => LikeButton),
    box: 'display:inline-block;inline-size:44px;block-size:44px',
  },
};
