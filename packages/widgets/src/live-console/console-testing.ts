import { html, waitUntil } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { deep } from '../shared/story.ts';
import { settle, show } from '../shared/testing.ts';
import './define.ts';
import type { LiveConsole } from './live-console.ts';

type Scene = ReturnType<typeof createSimulatedRoom>;

/** The console with this section open; `act` happens before it is there. */
export async function setUp(
  section = '',
  filters = '',
  options: SimulatedRoomOptions = { role: 'admin' },
  act = (_scene: Scene): unknown => undefined,
) {
  const scene = createSimulatedRoom(options);
  await act(scene);
  const element = await show<LiveConsole>(
    html`<live-console .room=${scene.room} section=${section} filters=${filters} style="block-size: 700px"></live-console>`,
  );
  return { ...scene, element };
}

/** The first visible element that fits, through all shadow roots. */
export const one = <T extends HTMLElement = HTMLElement>(root: Element, selector: string): T | undefined =>
  deep(root.shadowRoot!, selector).find((element) => element.checkVisibility()) as T | undefined;

/** Waits for the first visible element that fits. */
export async function find<T extends HTMLElement = HTMLElement>(root: Element, selector: string): Promise<T> {
  await waitUntil(() => one(root, selector), `there is no ${selector}`, { timeout: 5000 });
  return one<T>(root, selector)!;
}

/** Waits for the visible button that says this, or is called so. */
export async function button(root: Element, name: string | RegExp): Promise<HTMLButtonElement> {
  const fits = (element: HTMLElement) => {
    const text = (element.ariaLabel ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    return typeof name === 'string' ? text === name : name.test(text);
  };
  const all = () => deep(root.shadowRoot!, 'button').filter((element) => element.checkVisibility() && fits(element));
  await waitUntil(() => all().length > 0, `there is no button ${name}`, { timeout: 5000 });
  return all()[0] as HTMLButtonElement;
}

/** Presses these buttons, one after the other. */
export async function press(root: Element, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    (await button(root, name)).click();
    await settle();
  }
}

/** Writes into a field as somebody types. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** What is told at the foot of a section. */
export const said = (root: Element): string =>
  deep(root.shadowRoot!, '.toast')
    .map(({ textContent }) => textContent)
    .join(' ');

/** The rows of a section's table, each as its text. */
export const rows = (root: Element): string[] =>
  deep(root.shadowRoot!, 'tbody tr').map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());

/** The requests that the server got. */
export const asked = ({ stage }: Pick<Scene, 'stage'>, method: string, path: RegExp) =>
  stage.requests.filter((request) => request.method === method && path.test(request.path));
