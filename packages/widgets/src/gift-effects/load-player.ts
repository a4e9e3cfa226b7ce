import type { CreatePlayer } from 'video-animation-player';

/** What the package's generated code looks for. */
const HELPER = 'regeneratorRuntime';

/**
 * Loads video-animation-player. A helper in it makes a function of a text where its own name is not declared on the page, and a page
 * with a strict policy would not have it: so the name is there while it loads.
 */
export async function loadPlayer(): Promise<CreatePlayer> {
  const page = globalThis as Record<string, unknown>;
  const isNew = !(HELPER in page);
  if (isNew) page[HELPER] = undefined;
  try {
    const { default: player } = await import('video-animation-player');
    // It is CommonJS: bundlers differ in what they take for its default.
    return typeof player === 'function' ? player : player.default;
  } finally {
    if (isNew) delete page[HELPER];
  }
}
