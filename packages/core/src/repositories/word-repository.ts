import type * as v from 'valibot';
import type { Request, RequestOptions } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { Done } from '../schemas/common.ts';
import { type NewWord, Word, WordPage } from '../schemas/moderation.ts';

/** The shop's own words, beside the built-in ones. */
export class WordRepository {
  readonly #request: Request;
  /** Those of one language, or all. */
  readonly words: PagedList<Word, { readonly language?: string }>;

  constructor({ request }: { request: Request }) {
    this.#request = request;
    this.words = new PagedList(
      (query, cursor, signal) =>
        request(WordPage, 'GET', '/moderation/words', { query: { ...query, cursor, limit: 100 }, signal }),
      ({ id }) => id,
    );
  }

  add(word: v.InferInput<typeof NewWord>): Promise<Word> {
    return this.#request(Word, 'POST', '/moderation/words', { body: word });
  }

  async change(id: string, change: Partial<Pick<Word, 'action' | 'match'>>): Promise<void> {
    this.words.replace(await this.#request(Word, 'PATCH', pathOf(id), { body: change }));
  }

  /** With `keepalive` it goes out even though the page is being left. */
  async remove(id: string, options: Pick<RequestOptions, 'keepalive'> = {}): Promise<void> {
    await this.#request(Done, 'DELETE', pathOf(id), options);
  }
}

const pathOf = (id: string): string => `/moderation/words/${encodeURIComponent(id)}`;
