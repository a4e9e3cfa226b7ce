import { sampleGifts } from '@vitrine/core/providers/simulated/sample-gifts.ts';
import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { GiftCategory } from '@vitrine/core/schemas/gift.ts';
import { onStage, type Scene } from './story.ts';

const here = (url: string): string => new URL(url.replace('/embed/', ''), document.baseURI).href;

/** The sample gifts, with files that this page has. */
export const storyGifts: readonly GiftCategory[] = sampleGifts.map((category) => ({
  ...category,
  giftList: category.giftList.map(({ iconUrl, resourceUrl, ...gift }) => ({
    ...gift,
    iconUrl: here(iconUrl),
    ...(resourceUrl ? { resourceUrl: here(resourceUrl) } : {}),
  })),
}));

/** Like `onStage`, with pictures of gifts that this page has. */
export const giftsOnStage = (options: SimulatedRoomOptions = {}, act?: (scene: Scene) => unknown) =>
  onStage(options, (scene) => {
    scene.stage.setGifts(storyGifts);
    return act?.(scene);
  });
