import type { Request } from '../http.ts';
import { FoundUsers, type ShopIdentity, UserProfile } from '../schemas/user.ts';

/** The shop's users, and what it says of them. */
export class UserRepository {
  readonly #request: Request;

  constructor({ request }: { request: Request }) {
    this.#request = request;
  }

  /** Whoever is meant by `id`, ours or the shop's own; most often one person or nobody. */
  async find(id: string): Promise<UserProfile[]> {
    return (await this.#request(FoundUsers, 'GET', '/users', { query: { q: id } })).items;
  }

  read(userId: string): Promise<UserProfile> {
    return this.#request(UserProfile, 'GET', pathOf(userId));
  }

  /** Replaces all that the shop says of how a user is shown: what is not named is gone. */
  identify(userId: string, identity: ShopIdentity): Promise<UserProfile> {
    return this.#request(UserProfile, 'PUT', `${pathOf(userId)}/identity`, { body: identity });
  }
}

const pathOf = (userId: string): string => `/users/${encodeURIComponent(userId)}`;
