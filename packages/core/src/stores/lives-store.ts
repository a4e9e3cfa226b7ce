import type { Request } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { type Live, LivePage } from '../schemas/live.ts';

export interface LivesQuery {
  /** Only shows in this state; by default all, those on now first. */
  readonly status?: Live['status'] | undefined;
  /** How many to a page. */
  readonly count?: number | undefined;
}

/** The shop's shows, without being in any of them. */
export class LivesStore extends PagedList<Live, LivesQuery> {
  constructor(request: Request) {
    super(
      ({ status, count: limit }, cursor, signal) =>
        request(LivePage, 'GET', '/lives', { query: { status, limit, cursor }, signal }),
      ({ id }) => id,
    );
  }
}
