import { createSimulatedRoom, type Stage } from '@vitrine/core/providers/simulated/simulated-room.ts';
import type { LiveRoom } from '@vitrine/core/live-room.ts';
import type { RoomEvent } from '@vitrine/core/schemas/room-event.ts';
import '@vitrine/widgets/barrage-list/define.ts';
import '@vitrine/widgets/flying-barrage/define.ts';
import '@vitrine/widgets/like-button/define.ts';
import { appendAndTrim, danmaku, danmuJs, type Peer, rcBullets, virtua, virtuoso } from './barrage-peers.ts';

export type Contestant =
  | 'nothing'
  | 'list'
  | 'flying'
  | 'likes'
  | 'append and trim'
  | 'virtua'
  | 'react-virtuoso'
  | 'danmaku'
  | 'danmu.js'
  | 'rc-bullets';

/** What the bench calls in the page. */
export interface BarragePage {
  /** Shows the contestant and lets so many messages a second come, until the page closes. */
  run(contestant: Contestant, rate: number): Promise<void>;
  /** Forgets what was seen so far. */
  reset(): void;
  /** What was seen since. */
  seen(): { longTasks: number; longest: number };
  /** Asks for every frame for so long, and resolves with the longest time between two of them. */
  frameGap(ms: number): Promise<number>;
  /** Looks so long, again and again, which texts are on the stage, and which of them never overlap another. */
  watch(ms: number): Promise<{ shown: number; readable: number }>;
}

declare global {
  interface Window {
    barragePage: BarragePage;
  }
}

/** A room's messages come in frames, so far apart when it is lively. */
const FRAME_MS = 50;
const LOOK_MS = 400;
const WORDS = [
  'hello',
  '这个颜色好看',
  'how tall is it?',
  '买了',
  '👏👏',
  'love it',
  'does it come in blue',
  '多少钱',
  'wow',
  '请问有小号吗',
];
const STORM_USERS = 500;

const box = document.querySelector<HTMLElement>('main')!;
const stages = {
  list: 'position:relative;inline-size:360px;block-size:540px;font:14px/1.4 sans-serif',
  flying: 'position:relative;inline-size:960px;block-size:540px;overflow:hidden;font:20px sans-serif;background:#333;color:#fff',
};

/** From 5 to 60 characters, Chinese, Latin and emoji; no two are the same. */
function textOf(index: number): string {
  let text = `${index}`;
  for (let word = index; text.length < 5 + ((index * 17) % 50); word += 7) text += ` ${WORDS[word % WORDS.length]}`;
  return text.slice(0, 60);
}

const senders = Array.from({ length: 300 }, (_, index) => ({ userId: `u${index}`, userName: `Viewer ${index}` }));

/** What a room sends when somebody writes. Whatever a contestant takes of it, it is not theirs to make. */
function eventOf(index: number): RoomEvent & { type: 'barrage.sent' } {
  const id = `e${index}`;
  const sender = senders[index % senders.length]!;
  return { type: 'barrage.sent', eventId: id, id, liveId: 'bench', ts: Date.now(), text: textOf(index), sender };
}

type Said = readonly ReturnType<typeof eventOf>[];

const sayIn = (room: LiveRoom) => (said: Said) => {
  for (const event of said) room.bus.emit(event);
};

const write = (peer: Peer) => (said: Said) => peer(said.map(({ text }) => text));

function ours(tag: 'barrage-list' | 'flying-barrage' | 'like-button'): { room: LiveRoom; stage: Stage } {
  const scene = createSimulatedRoom();
  const element = document.createElement(tag);
  element.room = scene.room;
  if (element.localName === 'flying-barrage') {
    element.setAttribute('density', '1');
    // As fast as the others: 144 pixels a second.
    element.setAttribute('speed', '1.05');
    element.style.setProperty('--live-flying-size', '20px');
  }
  box.append(element);
  return scene;
}

/** Five hundred people who tap twice a second: the room tells of them together, and one of them is here. */
function likes(): void {
  const { stage } = ours('like-button');
  const button = box.querySelector('like-button')!;
  setInterval(() => stage.like(STORM_USERS), 300);
  setInterval(() => button.shadowRoot!.querySelector('button')!.click(), 100);
}

const contestants: Partial<Record<Contestant, () => (said: Said) => void>> = {
  nothing: () => () => {},
  list: () => sayIn(ours('barrage-list').room),
  flying: () => sayIn(ours('flying-barrage').room),
  'append and trim': () => write(appendAndTrim(box)),
  virtua: () => write(virtua(box)),
  'react-virtuoso': () => write(virtuoso(box)),
  danmaku: () => write(danmaku(box)),
  'danmu.js': () => write(danmuJs(box)),
  'rc-bullets': () => write(rcBullets(box)),
};

let longTasks: number[] = [];

interface Place {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The texts on the stage, wherever in it they are; each in the smallest element that holds it. */
function places(root: ParentNode, found: Place[] = []): Place[] {
  const stage = box.getBoundingClientRect();
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.shadowRoot) places(element.shadowRoot, found);
    if (element.childElementCount > 0 || !element.textContent || element.localName === 'style') continue;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (right > stage.left && left < stage.right && bottom > stage.top && top < stage.bottom && right > left)
      found.push({ text: element.textContent, left, right, top, bottom });
  }
  return found;
}

window.barragePage = {
  async run(contestant, rate) {
    const flies = ['flying', 'danmaku', 'danmu.js', 'rc-bullets', 'nothing'].includes(contestant);
    box.style.cssText = flies ? stages.flying : stages.list;
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    if (contestant === 'likes') return likes();
    const tell = contestants[contestant]!();
    await new Promise((resolve) => setTimeout(resolve, 200));
    let sent = 0;
    const started = performance.now();
    setInterval(() => {
      const due = Math.floor(((performance.now() - started) * rate) / 1000);
      // Whoever hangs is not sent all at once later what came meanwhile: the room goes on without them.
      const from = Math.max(sent, due - rate);
      tell(Array.from({ length: due - from }, (_, index) => eventOf(from + index)));
      sent = due;
    }, FRAME_MS);
  },
  reset() {
    longTasks = [];
  },
  seen: () => ({ longTasks: longTasks.length, longest: Math.max(0, ...longTasks) }),
  frameGap: (ms) =>
    new Promise((resolve) => {
      let gap = 0;
      let last = performance.now();
      const end = last + ms;
      const look = (now: number): void => {
        gap = Math.max(gap, now - last);
        last = now;
        if (now < end) requestAnimationFrame(look);
        else resolve(gap);
      };
      requestAnimationFrame(look);
    }),
  async watch(ms) {
    const shown = new Set<string>();
    const covered = new Set<string>();
    for (const end = performance.now() + ms; performance.now() < end;) {
      const all = places(box).toSorted((a, b) => a.top - b.top);
      for (const [index, one] of all.entries()) {
        shown.add(one.text);
        for (let next = index + 1; next < all.length && all[next]!.top < one.bottom - 1; next += 1) {
          const other = all[next]!;
          if (other.left < one.right - 1 && one.left < other.right - 1) covered.add(one.text).add(other.text);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return { shown: shown.size, readable: [...shown].filter((text) => !covered.has(text)).length };
  },
};
