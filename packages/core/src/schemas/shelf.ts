import * as v from 'valibot';
import { Id } from './common.ts';
import { Product } from './product.ts';

/** Body of `PUT /api/lives/:id/shelf`, and its answer. */
export const NewShelf = v.object({ productIds: v.pipe(v.array(Id), v.maxLength(200)) });
export const Shelf = v.object({ listId: Id, version: v.number(), items: v.array(Product) });
export type Shelf = v.InferOutput<typeof Shelf>;
