import { LiveError } from '@vitrine/core/errors.ts';

/** Where the next page of a list begins, as a text that callers hand back unread. An empty one means the beginning, or the end. */
export const toCursor = (position: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position of a cursor, of `length` texts or numbers; undefined at the beginning. Throws `invalid` for anything not made by us. */
export function fromCursor(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (!cursor) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const ours = (part: unknown): boolean => typeof part === 'string' || typeof part === 'number';
    if (Array.isArray(position) && position.length === length && position.every(ours)) return position as (string | number)[];
  } catch {
    // Falls through to the one refusal.
  }
  throw new LiveError('invalid', 'This cursor was not made by this list');
}
