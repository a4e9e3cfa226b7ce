export type Way = 'gzip' | 'brotli';

export interface Bundle {
  /** The bytes of everything that pages with all of these elements load; none: of the loader. */
  weigh(tags: readonly string[], way: Way): number;
  /** The elements that can be weighed; those without a file of their own weigh what `live-room` does. */
  tags: readonly string[];
  /** Everything that was built, in brotli's bytes. */
  files: readonly { file: string; bytes: number }[];
}

export function readBundle(): Bundle;
