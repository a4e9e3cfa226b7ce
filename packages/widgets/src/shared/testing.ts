import { aTimeout, fixture, oneEvent } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

/** Puts an element on the page and waits until it and everything inside has rendered. */
export async function show<T extends Element>(template: TemplateResult): Promise<T> {
  const element = await fixture<T>(template);
  await settle();
  return element;
}

/** Lets requests to the simulated server be answered and their results be rendered. */
export const settle = (): Promise<void> => aTimeout(20).then(() => undefined);

/** Waits until what fades in is there: half faded in, everything is pale. */
export async function arrival(element: Element): Promise<void> {
  const running = [element.getAnimations(), element.shadowRoot!.getAnimations()].flat();
  const fading = running.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(fading.map(({ finished }) => finished));
}

/** The part of an element, or the first one below it where parts are deeper. */
export function part<T extends HTMLElement = HTMLElement>(element: Element, name: string): T | null {
  return element.shadowRoot?.querySelector<T>(`[part~="${name}"]`) ?? null;
}

/** The text of an element's shadow root, on one line. */
export const textOf = (element: Element): string => (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** Does something and gives the event of that name that it causes. */
export async function eventOf<K extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  type: K,
  act: () => void,
): Promise<HTMLElementEventMap[K]> {
  const event = oneEvent(element, type);
  act();
  return (await event) as unknown as HTMLElementEventMap[K];
}
