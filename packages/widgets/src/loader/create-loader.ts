import { paintCover } from './early-cover.ts';
import { nextTask, whenIdle } from './page-time.ts';
import { readStyles } from './read-styles.ts';
import { boxesOf, reserveBoxes } from './reserve-boxes.ts';
import type { TagTable } from './tags.ts';
import { withRetries } from './with-retries.ts';

/** Set on elements whose chunk could not be loaded, so that a shop can show something else in their place. */
export const ERROR_ATTRIBUTE = 'data-vitrine-error';

export interface LoaderOptions {
  tags: TagTable;
  /** How near the viewport an element must come before its chunk is imported. */
  margin?: string;
  /** Milliseconds to wait before each further attempt at a chunk. */
  retryDelays?: readonly number[];
}

export interface Loader {
  /** Looks for elements in `root` and its open shadow root, now and whenever something changes there. */
  scan(root: Document | DocumentFragment | Element): void;
  /** Stops looking. What was loaded stays. */
  stop(): void;
}

/** An element without a box of its own never intersects anything; `:not(:defined) { display: none }` is a habit of shops. */
const hasNoBox = ({ width, height }: DOMRectReadOnly, element: Element): boolean =>
  width === 0 && height === 0 && ['contents', 'none'].includes(getComputedStyle(element).display);

const isClass = (loaded: unknown): loaded is CustomElementConstructor => typeof loaded === 'function';

/** Imports the chunks of elements as they come near the viewport, wherever on the page they are and whenever they appear. */
export function createLoader({ tags, margin = '300px', retryDelays = [500, 2000, 6000] }: LoaderOptions): Loader {
  const names = Object.keys(tags);
  const selector = names.map((tag) => `${tag}:not(:defined)`).join();
  // What is not defined yet holds nothing but its cover.
  const holders = names
    .filter((tag) => tags[tag]!.holds)
    .map((tag) => `${tag}:defined`)
    .join();
  const boxes = boxesOf(tags);
  const stopping = new AbortController();
  const watched = new WeakSet<Node>();
  const state = new Map<string, 'loading' | 'loaded' | 'failed'>();
  /** The elements on the page that are not registered yet. */
  const waiting = new Map<string, Set<Element>>();

  const near = new IntersectionObserver(
    (entries) =>
      entries
        .filter(({ isIntersecting, boundingClientRect, target }) => isIntersecting || hasNoBox(boundingClientRect, target))
        .forEach(({ target }) => {
          void load(target.localName);
          if (tags[target.localName]!.covered) void paintCover(target);
        }),
    { rootMargin: margin },
  );

  const changes = new MutationObserver((records) => {
    if (records.some(({ removedNodes }) => removedNodes.length > 0)) forgetRemoved();
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element && node.isConnected) find(node);
    }
  });

  async function load(tag: string): Promise<void> {
    if (state.get(tag) === 'loading' || state.get(tag) === 'loaded') return;
    state.set(tag, 'loading');
    waiting.get(tag)?.forEach((element) => near.unobserve(element));
    try {
      if (!customElements.get(tag)) await register(tag, await withRetries(tags[tag]!.load, retryDelays));
      state.set(tag, 'loaded');
      const elements = waiting.get(tag);
      waiting.delete(tag);
      elements?.forEach((element) => {
        element.removeAttribute(ERROR_ATTRIBUTE);
        if (tags[tag]!.holds) lookInside(element);
      });
      // Nothing is left to look for.
      if (names.every((name) => state.get(name) === 'loaded')) stop();
    } catch {
      state.set(tag, 'failed');
      waiting.get(tag)?.forEach((element) => element.setAttribute(ERROR_ATTRIBUTE, ''));
    }
  }

  /** Elements of one page come in at the same moment; each gets tasks of its own, between which the page can answer. */
  async function register(tag: string, loaded: unknown): Promise<void> {
    if (!isClass(loaded)) return;
    await nextTask();
    readStyles(loaded);
    await nextTask();
    if (!customElements.get(tag)) customElements.define(tag, loaded);
  }

  function found(element: Element): void {
    const tag = element.localName;
    if (state.get(tag) === 'loaded') return;
    const elements = waiting.get(tag) ?? new Set();
    waiting.set(tag, elements.add(element));
    if (tags[tag]!.eager) whenIdle(() => void load(tag));
    else if (state.get(tag) !== 'loading') near.observe(element);
  }

  function find(root: ParentNode): void {
    if (root instanceof Element && root.matches(selector)) found(root);
    root.querySelectorAll(selector).forEach(found);
    if (holders && root instanceof Element && root.matches(holders)) lookInside(root);
    if (holders) root.querySelectorAll(holders).forEach(lookInside);
  }

  function lookInside({ shadowRoot }: Element): void {
    if (shadowRoot) scan(shadowRoot);
  }

  function forgetRemoved(): void {
    for (const elements of waiting.values()) {
      for (const element of elements) {
        if (element.isConnected) continue;
        elements.delete(element);
        near.unobserve(element);
      }
    }
  }

  function scan(root: Document | DocumentFragment | Element): void {
    if (stopping.signal.aborted || names.length === 0) return;
    if (!watched.has(root)) {
      watched.add(root);
      reserveBoxes(root, boxes);
      changes.observe(root, { childList: true, subtree: true });
    }
    find(root);
    if (root instanceof Element && root.shadowRoot) scan(root.shadowRoot);
  }

  function stop(): void {
    stopping.abort();
    changes.disconnect();
    near.disconnect();
    waiting.clear();
  }

  // The page was offline, or the server away, and gave up: whatever failed then may work now.
  addEventListener(
    'online',
    () => names.filter((tag) => state.get(tag) === 'failed' && waiting.get(tag)?.size).forEach((tag) => void load(tag)),
    { signal: stopping.signal },
  );

  return { scan, stop };
}
