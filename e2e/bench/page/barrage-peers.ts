import Danmaku from 'danmaku';
import { DanmuJs } from 'danmu.js';
import BulletScreen from 'rc-bullets';
import { createElement, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { VList, type VListHandle } from 'virtua';

/** Takes what has just been written. */
export type Peer = (texts: readonly string[]) => void;

const KEPT = 500;
/** Lists show what came in batches, as ours does by itself. */
const BATCH_MS = 300;
const SPEED = 144;
/** The time of a text of middling length from edge to edge at that speed. */
const CROSSING_S = 9;

function inBatches(show: (texts: readonly string[]) => void): Peer {
  let waiting: string[] = [];
  setInterval(() => {
    if (waiting.length === 0) return;
    show(waiting);
    waiting = [];
  }, BATCH_MS);
  return (texts) => waiting.push(...texts);
}

/** What everybody writes first: append, drop the oldest, scroll to the end. */
export function appendAndTrim(stage: HTMLElement): Peer {
  const list = document.createElement('div');
  list.style.cssText = 'block-size:100%;overflow-y:auto';
  stage.append(list);
  return inBatches((texts) => {
    list.append(
      ...texts.map((text) => {
        const row = document.createElement('div');
        const name = document.createElement('b');
        name.textContent = 'Viewer';
        row.append(name, ` ${text}`);
        return row;
      }),
    );
    while (list.childElementCount > KEPT) list.firstElementChild!.remove();
    list.scrollTop = list.scrollHeight;
  });
}

export function virtua(stage: HTMLElement): Peer {
  let show!: (texts: readonly string[]) => void;
  let count = 0;
  function List() {
    const [rows, setRows] = useState<readonly { key: number; text: string }[]>([]);
    const handle = useRef<VListHandle>(null);
    show = (texts) => setRows((before) => [...before, ...texts.map((text) => ({ key: (count += 1), text }))].slice(-KEPT));
    useEffect(() => void handle.current?.scrollToIndex(rows.length - 1, { align: 'end' }), [rows]);
    const children = rows.map(({ key, text }) => createElement('div', { key }, createElement('b', null, 'Viewer'), ` ${text}`));
    return createElement(VList, { ref: handle, style: { blockSize: '100%' }, children });
  }
  createRoot(stage).render(createElement(List));
  return inBatches((texts) => show(texts));
}

export function danmaku(stage: HTMLElement): Peer {
  const screen = new Danmaku({ container: stage, engine: 'dom', speed: SPEED });
  return (texts) => {
    for (const text of texts) screen.emit({ text, style: { fontSize: '20px', color: '#fff' } });
  };
}

export function danmuJs(stage: HTMLElement): Peer {
  const screen = new DanmuJs({ container: stage, comments: [], area: { start: 0, end: 1 }, channelSize: 32 });
  screen.start();
  let count = 0;
  return (texts) => {
    for (const txt of texts)
      screen.sendComment({
        id: String((count += 1)),
        txt,
        duration: CROSSING_S * 1000,
        style: { fontSize: '20px', color: '#fff' },
      });
  };
}

export function rcBullets(stage: HTMLElement): Peer {
  const screen = new BulletScreen(stage, { duration: CROSSING_S, trackHeight: 32 });
  return (texts) => {
    for (const text of texts) screen.push(text);
  };
}
