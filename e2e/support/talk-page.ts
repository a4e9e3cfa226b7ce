import { createSimulatedRoom } from '@vitrine/core/providers/simulated/simulated-room.ts';
import '@vitrine/widgets/barrage-list/define.ts';
import '@vitrine/widgets/flying-barrage/define.ts';

/** What a test calls in the page. */
export interface TalkPage {
  /** Has a room say so many things, so many a second; resolves with everything that was seen out of order. */
  talk(count: number, perSecond: number): Promise<{ disorder: string[]; nodes: number; last: string }>;
}

declare global {
  interface Window {
    talkPage: TalkPage;
  }
}

const FRAME_MS = 50;
const { room } = createSimulatedRoom();

const box = document.createElement('main');
box.style.cssText = 'position:relative;inline-size:360px;block-size:540px';
const list = document.createElement('barrage-list');
const flying = document.createElement('flying-barrage');
list.room = flying.room = room;
box.append(list, flying);
document.body.append(box);

const say = (number: number): void => {
  const eventId = `e${number}`;
  const sender = {
    userId: `u${number % 300}`,
    userName: `Viewer ${number % 300}`,
    ...(number % 5 === 0 ? { level: number % 60 } : {}),
  };
  const text = `${number} ${'很好 lovely '.repeat(number % 9)}`;
  room.bus.emit({ type: 'barrage.sent', eventId, id: eventId, liveId: room.liveId, ts: Date.now(), text, sender });
};

/** Every node of the page, in shadow roots as well. */
function countNodes(root: Node): number {
  let count = 0;
  const walker = document.createTreeWalker(root);
  for (let node: Node | null = root; node; node = walker.nextNode())
    count += 1 + (node instanceof Element && node.shadowRoot ? countNodes(node.shadowRoot) : 0);
  return count;
}

const shown = (): number[] =>
  [...list.shadowRoot!.querySelectorAll('[part~="row"] .text')].map(({ textContent }) => Number.parseInt(textContent!, 10));

function disorderOf(numbers: readonly number[], what: string): string[] {
  return numbers.flatMap((number, index) =>
    index > 0 && number !== numbers[index - 1]! + 1 ? [`${what}: ${number} after ${numbers[index - 1]}`] : [],
  );
}

let said = 0;

window.talkPage = {
  async talk(count, perSecond) {
    const disorder: string[] = [];
    let nodes = 0;
    const [from, started] = [said, performance.now()];
    while (said < from + count) {
      await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
      const due = from + Math.min(count, Math.floor(((performance.now() - started) * perSecond) / 1000));
      while (said < due) say((said += 1));
      nodes = Math.max(nodes, countNodes(box));
      disorder.push(...disorderOf(shown(), 'list'));
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
    const kept = room.barrage.messageList.map(({ textContent }) => Number.parseInt(textContent!, 10));
    disorder.push(...disorderOf(kept, 'store'));
    return { disorder, nodes, last: String(shown().at(-1)) };
  },
};
