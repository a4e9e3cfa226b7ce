import * as v from 'valibot';

/** The one body of every refusal. `code` is of the closed list in `errors.ts`. */
export const ErrorBody = v.object({
  error: v.object({ code: v.string(), message: v.string(), details: v.optional(v.unknown()) }),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;
