import * as v from 'valibot';
import type { TencentConfig } from '../config.ts';
import { authorization, CONTENT_TYPE } from './tc3.ts';

const VERSION = '2019-07-22';
const TIMEOUT = 8_000;

const Answer = v.object({
  Response: v.looseObject({
    Error: v.optional(v.object({ Code: v.string(), Message: v.string() })),
    TaskId: v.optional(v.string()),
  }),
});

/** Tencent's cloud did not do what it was asked; `code` is its own, empty where no answer came. */
export class CloudError extends Error {
  readonly code: string;

  constructor(action: string, code: string, message: string, options?: ErrorOptions) {
    super(`${action}: ${code} ${message}`, options);
    this.name = 'CloudError';
    this.code = code;
  }
}

export interface Cloud {
  /** Calls one action of TRTC's cloud API. Throws a CloudError. */
  call(action: string, body: object): Promise<{ TaskId?: string | undefined }>;
}

/** The cloud API of TRTC, with the rights of the shop's cloud account: relays to a CDN, and putting people out of rooms. */
export function createCloud(config: NonNullable<TencentConfig['cloud']>, now: () => number): Cloud {
  const { secretId, secretKey, url, region } = config;
  const { host } = new URL(url);
  return {
    async call(action, body) {
      const payload = JSON.stringify(body);
      const timestamp = Math.floor(now() / 1000);
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          Authorization: authorization({ secretId, secretKey, service: 'trtc', host, action, timestamp, payload }),
          'Content-Type': CONTENT_TYPE,
          'X-TC-Action': action,
          'X-TC-Timestamp': String(timestamp),
          'X-TC-Version': VERSION,
          'X-TC-Region': region,
        },
        body: payload,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      }).catch((cause: unknown) => {
        throw new CloudError(action, '', cause instanceof Error ? cause.message : 'no answer', { cause });
      });
      const parsed = v.safeParse(Answer, await response.json().catch(() => undefined));
      if (!parsed.success) throw new CloudError(action, '', `HTTP ${response.status} and an answer that could not be understood`);
      const { Error: error, TaskId } = parsed.output.Response;
      if (error) throw new CloudError(action, error.Code, error.Message);
      return { TaskId };
    },
  };
}
