import * as v from 'valibot';

/** Where a page of a list begins, and how long it may be. */
export const PageQuery = v.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(300))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100))),
});
