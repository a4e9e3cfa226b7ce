import type { Role } from '@vitrine/core/schemas/user.ts';

/** Whoever is behind a token. */
export interface Principal {
  /** Our own id, at most 32 bytes. */
  userId: string;
  role: Role;
  name: string;
  avatarUrl?: string;
  /** The rooms that a host or moderator may run; `*` stands for all. */
  rooms: readonly string[];
  /** Milliseconds since 1970 at which the token ends. */
  expiresAt: number;
}
