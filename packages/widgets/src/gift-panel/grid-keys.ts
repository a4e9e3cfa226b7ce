/** Where an arrow key leads among buttons laid out in rows; undefined for other keys. */
export function nextPlace({ key, target }: KeyboardEvent, buttons: readonly HTMLElement[]): number | undefined {
  const from = buttons.indexOf(target as HTMLElement);
  const last = buttons.length - 1;
  if (from < 0) return undefined;
  const top = buttons[0]!.offsetTop;
  const columns = Math.max(1, buttons.filter(({ offsetTop }) => offsetTop === top).length);
  const forward = getComputedStyle(buttons[0]!).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  if (step === undefined) return undefined;
  return Math.min(last, Math.max(0, from + step));
}
