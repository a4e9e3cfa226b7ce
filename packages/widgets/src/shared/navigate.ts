import { BeforeNavigateEvent } from '../events.ts';

/** Click handler of a link that the shop may veto, or open its own way. */
export function onNavigate(event: MouseEvent): void {
  const link = event.currentTarget as HTMLAnchorElement;
  if (!link.dispatchEvent(new BeforeNavigateEvent(link.href))) event.preventDefault();
}
