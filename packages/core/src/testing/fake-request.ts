import * as v from 'valibot';
import type { Request, RequestOptions } from '../http.ts';

export interface Asked extends RequestOptions {
  readonly method: string;
  readonly path: string;
}

/** For tests: a `Request` that `answer` serves, and what it was asked. Answers must fit the schema, as with a real one. */
export function fakeRequest(answer: (asked: Asked) => unknown): { request: Request; asked: Asked[] } {
  const asked: Asked[] = [];
  const request: Request = async (schema, method, path, options = {}) => {
    const question = { ...options, method, path };
    asked.push(question);
    return v.parse(schema, await answer(question));
  };
  return { request, asked };
}

/** For tests: an answer that comes when it is told to. */
export function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: unknown): void } {
  let settle!: { resolve(value: T): void; reject(error: unknown): void };
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}
