const MAX_REMEMBERED = 50;
const keyOf = (liveId: string) => `vitrine.popups/${liveId}`;

/** Where storage is forbidden, the page's own memory has to do. */
const memory = new Map<string, string>();

function read(liveId: string): [skuId: string, popupEventId: string][] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(liveId)) ?? '[]');
  } catch {
    return JSON.parse(memory.get(keyOf(liveId)) ?? '[]');
  }
}

/** Remembers which popup led to a SKU in the cart, across page loads of this tab. */
export function rememberPopup(liveId: string, skuId: string, popupEventId: string): void {
  const others = read(liveId).filter(([known]) => known !== skuId);
  const text = JSON.stringify([[skuId, popupEventId], ...others].slice(0, MAX_REMEMBERED));
  try {
    sessionStorage.setItem(keyOf(liveId), text);
  } catch {
    memory.set(keyOf(liveId), text);
  }
}

/** The latest popup that led to one of these SKUs: an order names one popup only. */
export const popupOf = (liveId: string, skuIds: readonly string[]): string | undefined =>
  read(liveId).find(([skuId]) => skuIds.includes(skuId))?.[1];
