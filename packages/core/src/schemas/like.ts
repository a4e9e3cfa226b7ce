import * as v from 'valibot';
import { Id, Int } from './common.ts';

/**
 * Body of `POST /api/lives/:id/likes`: taps since the last one, summed by the client. The same `batchId` of the same user again
 * is counted once, so that a lost answer can be asked for again.
 */
export const NewLikes = v.object({ count: Int(1, 100), batchId: v.optional(Id) });
/** The room's exact total after these. */
export const Likes = v.object({ total: v.number() });
