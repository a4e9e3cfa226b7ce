import type { Request } from '../http.ts';
import { PagedList } from '../paged-list.ts';
import { type AuditEntry, AuditPage, Moderation, type ModerationPatch } from '../schemas/moderation.ts';

/** What holds in the chats of all rooms that do not say otherwise, and what was done in any of them. */
export class ModerationRepository {
  readonly #request: Request;
  /** What moderators and the shop did, the newest first. */
  readonly audit: PagedList<AuditEntry, object>;

  constructor({ request }: { request: Request }) {
    this.#request = request;
    this.audit = new PagedList(
      (_query, cursor, signal) => request(AuditPage, 'GET', '/moderation/audit', { query: { cursor, limit: 50 }, signal }),
      ({ id }) => id,
    );
  }

  rules(): Promise<Moderation> {
    return this.#request(Moderation, 'GET', '/moderation');
  }

  /** What is named is set, `null` goes back to what Vitrine comes with. */
  changeRules(patch: ModerationPatch): Promise<Moderation> {
    return this.#request(Moderation, 'PUT', '/moderation', { body: patch });
  }
}
