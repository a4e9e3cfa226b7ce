import { fixture, html } from '@open-wc/testing';
import { createSimulatedRoom, type SimulatedRoomOptions, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import { settle } from '../shared/testing.ts';
import './define.ts';
import type { LiveRoomElement } from './live-room.ts';

/** A room of this width; `prepare` happens before it is there. */
export async function setUp(width: number, dir = 'ltr', options: SimulatedRoomOptions = {}, prepare?: (stage: Stage) => void) {
  const { room, stage } = createSimulatedRoom(options);
  prepare?.(stage);
  const box = document.createElement('div');
  box.style.width = `${width}px`;
  box.dir = dir;
  const element = await fixture<LiveRoomElement>(html`<live-room .room=${room}></live-room>`, { parentNode: box });
  await settle();
  await settle();
  return {
    room,
    stage,
    element,
    find: <T extends HTMLElement>(selector: string) => element.shadowRoot!.querySelector<T>(selector)!,
  };
}

export const seen = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
