const FOCUSABLE = 'a[href], button, input, select, textarea, video[tabindex], [tabindex]:not([tabindex="-1"])';

/** Everything below that the tab key reaches, in order, through shadow roots and slots. */
function* focusables(root: ParentNode): Generator<HTMLElement> {
  for (const child of root.children) {
    if (child.matches('[hidden], [inert], [data-trap]') || !child.checkVisibility()) continue;
    if (child instanceof HTMLElement && child.matches(FOCUSABLE) && !child.matches(':disabled')) yield child;
    if (child instanceof HTMLSlotElement && child.assignedElements().length > 0) {
      for (const assigned of child.assignedElements()) yield* inside(assigned);
    } else yield* focusables(child.shadowRoot ?? child);
  }
}

function* inside(element: Element): Generator<HTMLElement> {
  if (element instanceof HTMLElement && element.matches(FOCUSABLE)) yield element;
  yield* focusables(element.shadowRoot ?? element);
}

/** Listener for `focus` of the two markers around a sheet's content: whoever tabs out of one end comes in at the other. */
export function keepFocus(event: FocusEvent): void {
  const marker = event.currentTarget as HTMLElement;
  const all = [...focusables(marker.parentElement!)];
  (marker.dataset['trap'] === 'start' ? all.at(-1) : all[0])?.focus();
}
