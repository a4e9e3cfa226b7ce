import * as v from 'valibot';
import { Int } from './common.ts';

/** Body of `POST /api/lives/:id/likes`: taps since the last one, summed by the client. */
export const NewLikes = v.object({ count: Int(1, 100) });
/** The room's exact total after these. */
export const Likes = v.object({ total: v.number() });
