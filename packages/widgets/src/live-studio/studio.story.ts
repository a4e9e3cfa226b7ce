import { type HostRoom, hostRoom } from '@vitrine/core/host-room.ts';
import type { SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { hostFlyingChoice } from '../live-room/flying-choice.ts';
import { onStage, type Scene } from '../shared/story.ts';

/** A show that has not begun. */
export const scheduled: SimulatedRoomOptions['live'] = { status: 'scheduled', onAir: false, startedAt: undefined };

/** A scene as its host sees it. */
export type HostScene = Scene & { readonly room: HostRoom };

/** Whoever looks is the host of a show, by default of one that has not begun. */
export const asHost = (act?: (scene: HostScene) => unknown, options: SimulatedRoomOptions = {}) =>
  onStage({ role: 'host', live: scheduled, ...options }, (scene) => act?.({ ...scene, room: hostRoom(scene.room) }));

/** Turns on the drawn camera and the silent microphone. */
export async function openDevices({ room }: HostScene): Promise<void> {
  await room.device.openLocalCamera();
  await room.device.openLocalMicrophone();
}

/** Camera and microphone are on, and the show has begun. */
export async function goLive(scene: HostScene): Promise<void> {
  const { room, stage } = scene;
  await openDevices(scene);
  await room.broadcast.start();
  stage.audience(1284);
  stage.barrage('Hello from the coast!');
}

/** The host is on air, and then something happens. */
export const onAir = (then?: (scene: HostScene) => unknown) =>
  asHost(async (scene) => {
    await goLive(scene);
    await then?.(scene);
  });

/** Lets viewers buy, so that there is something in every state of an order. */
export async function sell({ room, stage }: HostScene): Promise<void> {
  const buy = async (skuId: string, quantity: number): Promise<string> =>
    (await room.orders.place({ items: [{ skuId, quantity }] }, `${skuId}-${quantity}`)).id;
  stage.moveOrder(await buy('s-lamp', 2), 'paid');
  stage.moveOrder(await buy('s-mug', 3), 'expired');
  stage.moveOrder(await buy('s-shirt-m-white', 1), 'paid');
  await buy('s-mug', 1);
  stage.moveOrder(await buy('s-board', 1), 'refunded');
  await room.sales.fetch();
}

/** Lets a story look at a state that would take a slow network or minutes to come about. */
export const pretend = <T extends object, K extends keyof T>(store: T, name: K, value: T[K]): void => {
  Object.defineProperty(store, name, { get: () => value });
};

/** The host wants messages to fly; in the story after this one they do not. */
export const flying = <T extends object>(story: T) => ({
  ...story,
  beforeEach: () => {
    hostFlyingChoice.wanted = true;
    return () => (hostFlyingChoice.wanted = false);
  },
});
