import { createSimulatedRoom, type SimulatedRoomOptions, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { sampleProducts } from '@vitrine/core/providers/simulated/sample-shop.ts';
import type { Product } from '@vitrine/core/schemas/product.ts';
import type { ShoppingRoom } from '@vitrine/core/shopping-room.ts';
import { ContextProvider } from '@lit/context';
import { ref } from 'lit/directives/ref.js';
import { type LiveRoom, roomContext } from './context.ts';

/** A simulated room, and whoever plays its server. */
export interface Scene {
  readonly room: ShoppingRoom;
  readonly stage: Stage;
}

/** The part of Storybook's context that a scene depends on. */
interface StoryContext {
  readonly id: string;
  readonly canvasElement: unknown;
  readonly globals: Record<string, unknown>;
  readonly parameters: Record<string, unknown>;
}

interface Script {
  readonly options?: SimulatedRoomOptions;
  readonly act?: (scene: Scene) => unknown;
}

const picture = (name: string): string => new URL(`images/${name}.svg`, document.baseURI).href;

const LOOKS: Record<string, Partial<Product>> = {
  'p-mug': { images: [picture('mug')] },
  'p-shirt': { title: 'Weekend bag', titleZh: '周末包', images: [picture('bag')] },
  'p-lamp': { images: [picture('lamp')] },
  'p-scarf': { images: [picture('scarf')] },
  'p-board': {
    title: 'Hand-finished walnut headphones with a leather headband',
    titleZh: '胡桃木耳机',
    images: [picture('headphones')],
  },
};

/** What the simulated shop sells, with the demo shop's pictures. */
export const storyProducts: readonly Product[] = sampleProducts.map((product) => ({ ...product, ...LOOKS[product.id] }));

/** Makes a story play on a room of its own, which `act` brings into the state to be shown. */
export const onStage = (options: SimulatedRoomOptions = {}, act?: Script['act']) => ({
  parameters: { script: { options, act } satisfies Script },
});

let rooms = 0;
const shown = new Map<unknown, Scene & { story: string; network: unknown }>();

/** The scene of the story in this box: the same one for as long as only its controls or the toolbar change. */
export function sceneOf({ id, canvasElement, globals, parameters }: StoryContext): Scene {
  let scene = shown.get(canvasElement);
  if (scene?.story !== id) {
    scene?.room.close();
    const { options, act } = (parameters['script'] ?? {}) as Script;
    const liveId = `friday-${(rooms += 1)}`;
    scene = { ...createSimulatedRoom({ liveId, products: storyProducts, ...options }), story: id, network: 'story' };
    shown.set(canvasElement, scene);
    act?.(scene);
  }
  const { network } = globals;
  if (network !== scene.network && (network === 'open' || network === 'recovering' || network === 'closed')) {
    scene.stage.setState(network);
  }
  scene.network = network;
  return scene;
}

/** Everything that fits the selector, also inside of shadow roots. */
export const deep = (root: ParentNode, selector: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? deep(shadowRoot, selector) : [])),
];

const PATIENCE_MS = 5000;

/** Waits for the first visible element that fits the selector, and that may be acted on. */
export async function find(root: ParentNode, selector: string): Promise<HTMLElement> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = deep(root, `${selector}:not(:disabled)`).find((element) => element.checkVisibility());
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`The story never showed ${selector}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** A story's play function: presses these buttons one after the other, each as soon as it is there. */
export const press =
  (...selectors: string[]) =>
  async ({ canvasElement }: { canvasElement: ParentNode }): Promise<void> => {
    for (const selector of selectors) (await find(canvasElement, selector)).click();
  };

const around = new WeakMap<Element, ContextProvider<typeof roomContext, HTMLElement>>();

/** Gives the room to every element inside, as `<live-room>` does. */
export const giving = (room: LiveRoom) =>
  ref((element) => {
    if (!(element instanceof HTMLElement)) return;
    const provider = around.get(element) ?? new ContextProvider(element, { context: roomContext });
    around.set(element, provider);
    provider.setValue(room);
  });
