import type { ValidationTargets } from 'hono';
import { describeRoute, resolver, validator } from 'hono-openapi';
import type * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import { ErrorBody } from '@vitrine/core/schemas/error.ts';
import type { Env } from './env.ts';

/** Validates one part of a request; a part that does not fit is refused with `invalid` and the fields that are wrong. */
export const valid = <S extends v.GenericSchema, T extends keyof ValidationTargets>(target: T, schema: S) =>
  validator<S, T, Env, string>(target, schema, (result) => {
    if (result.success) return;
    const details = result.error.map((issue) => ({
      path: (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
      message: issue.message,
    }));
    throw new LiveError('invalid', `The ${target === 'json' ? 'body' : target} does not fit`, { details });
  });

/** Describes a route for the API page; every route may also answer with the one error body. */
export const describe = (summary: string, tag: string, responses: Record<number, v.GenericSchema | string>) =>
  describeRoute({
    summary,
    tags: [tag],
    responses: {
      ...Object.fromEntries(
        Object.entries(responses).map(([status, schema]) => [
          status,
          typeof schema === 'string'
            ? { description: schema }
            : { description: summary, content: { 'application/json': { schema: resolver(schema) } } },
        ]),
      ),
      default: { description: 'What went wrong', content: { 'application/json': { schema: resolver(ErrorBody) } } },
    },
  });
