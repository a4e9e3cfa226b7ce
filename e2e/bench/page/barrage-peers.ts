import Danmaku from 'danmaku';
import { DanmuJs } from 'danmu.js';
import BulletScreen from 'rc-bullets';
import { createElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
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

interface Row {
  key: number;
  text: string;
}

/** The rows of a list in React, which is told of every batch so that it goes to its end. */
function useRows(): { rows: readonly Row[]; show: (texts: readonly string[]) => void } {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const count = useRef(0);
  const show = (texts: readonly string[]) =>
    setRows((before) => [...before, ...texts.map((text) => ({ key: (count.current += 1), text }))].slice(-KEPT));
  return { rows, show };
}

const renderRow = ({ key, text }: Row) => createElement('div', { key }, createElement('b', null, 'Viewer'), ` ${text}`);

/** Mounts a list of React's world; what it shows it is handed in batches. */
function inReact(stage: HTMLElement, renderList: (rows: readonly Row[]) => ReactNode): Peer {
  let tell!: (texts: readonly string[]) => void;
  function List() {
    const { rows, show } = useRows();
    tell = show;
    return renderList(rows);
  }
  createRoot(stage).render(createElement(List));
  return inBatches((texts) => tell(texts));
}

export function virtua(stage: HTMLElement): Peer {
  function Rows({ rows }: { rows: readonly Row[] }) {
    const handle = useRef<VListHandle>(null);
    useEffect(() => void handle.current?.scrollToIndex(rows.length - 1, { align: 'end' }), [rows]);
    return createElement(VList, { ref: handle, style: { blockSize: '100%' }, children: rows.map(renderRow) });
  }
  return inReact(stage, (rows) => createElement(Rows, { rows }));
}

export function virtuoso(stage: HTMLElement): Peer {
  function Rows({ rows }: { rows: readonly Row[] }) {
    const handle = useRef<VirtuosoHandle>(null);
    useEffect(() => void handle.current?.scrollToIndex({ index: 'LAST', align: 'end' }), [rows]);
    return createElement(Virtuoso<Row>, {
      ref: handle,
      style: { blockSize: '100%' },
      data: rows,
      computeItemKey: (_, { key }) => key,
      itemContent: (_, row) => renderRow(row),
    });
  }
  return inReact(stage, (rows) => createElement(Rows, { rows }));
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
