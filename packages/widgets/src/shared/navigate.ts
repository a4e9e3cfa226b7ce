import { BeforeNavigateEvent } from '../events.ts';

/** Goes to another page of the shop, unless the shop vetoes that or goes there its own way. */
export async function navigate(element: Element, address: string): Promise<void> {
  const { href } = new URL(address, document.baseURI);
  const before = new BeforeNavigateEvent(href);
  if (element.dispatchEvent(before)) location.assign(href);
  else await before.response;
}

/** Click handler of a link that the shop may veto, or open its own way. */
export function onNavigate(event: MouseEvent): void {
  const link = event.currentTarget as HTMLAnchorElement;
  if (!link.dispatchEvent(new BeforeNavigateEvent(link.href))) event.preventDefault();
}
