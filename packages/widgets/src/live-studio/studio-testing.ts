import { fixture, html, waitUntil } from '@open-wc/testing';
import { hostRoom } from '@vitrine/core/host-room.ts';
import { createSimulatedRoom, type SimulatedRoomOptions, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import './define.ts';
import type { LiveStudio } from './live-studio.ts';

const realGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
let getUserMedia = realGetUserMedia;

/** The browser's cameras and microphones, for every test of a file that imports this. */
export const devices = {
  /** Every track that the test opened. */
  opened: [] as MediaStreamTrack[],
  /** From now on the visitor or the machine says no, by an error of this name. */
  refuse(name: string): void {
    getUserMedia = async () => {
      throw new DOMException('', name);
    };
  },
  allow(): void {
    getUserMedia = realGetUserMedia;
  },
};

beforeEach(() => {
  devices.opened = [];
  devices.allow();
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    devices.opened.push(...stream.getTracks());
    return stream;
  };
});

afterEach(() => {
  for (const track of devices.opened) track.stop();
});

interface Opening extends SimulatedRoomOptions {
  width?: number;
  /** Happens before the studio is there. */
  before?: (stage: Stage) => unknown;
}

/** The studio of a show that has not begun. */
export async function open({ width = 1280, before, ...options }: Opening = {}) {
  const { room: visited, stage } = createSimulatedRoom({
    role: 'host',
    live: { status: 'scheduled', onAir: false, startedAt: undefined },
    ...options,
  });
  before?.(stage);
  const room = hostRoom(visited);
  const studio = await fixture<LiveStudio>(html`<live-studio .room=${visited} style="inline-size: ${width}px"></live-studio>`);
  const all = (root: ParentNode, selector: string): HTMLElement[] => [
    ...root.querySelectorAll<HTMLElement>(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot, selector) : [])),
  ];
  const inside = (selector: string) => all(studio.shadowRoot!, selector);
  const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.textContent?.replaceAll(/\s+/g, ' ').trim();
  const find = (name: string) =>
    inside('button').find((each) => nameOf(each) === name && each.checkVisibility()) as HTMLButtonElement | undefined;
  const button = async (name: string) => {
    await waitUntil(() => find(name), `no button “${name}”`, { timeout: 3000 });
    return find(name)!;
  };
  const press = async (name: string) => (await button(name)).click();
  const text = () =>
    inside('p, h1, h2, strong, small, span, .badge')
      .filter((each) => each.checkVisibility())
      .map((each) => each.textContent)
      .join(' ');
  const says = (words: string) => waitUntil(() => text().includes(words), `never said “${words}”`, { timeout: 3000 });
  const asked = (method: string, path: string) =>
    stage.requests.filter((each) => each.method === method && each.path.endsWith(path));
  return { room, stage, studio, inside, find, button, press, says, text, asked };
}

/** The studio of a show that is on air. */
export async function onAir(options: Opening = {}) {
  const all = await open(options);
  await all.press('Allow camera and microphone');
  await all.button('Mute microphone');
  await all.press('Go live');
  await all.button('End');
  return all;
}
