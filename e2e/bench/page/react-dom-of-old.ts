import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';

const roots = new WeakMap<Element, Root>();

/** Functions that React took out in version 19 and that `rc-bullets` still calls. */
export default {
  render(node: ReactNode, container: Element, rendered?: () => void): void {
    const root = createRoot(container);
    roots.set(container, root);
    flushSync(() => root.render(node));
    rendered?.();
  },
  unmountComponentAtNode(container: Element): void {
    roots.get(container)?.unmount();
  },
};
