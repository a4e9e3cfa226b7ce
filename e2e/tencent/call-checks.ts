import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { BODIES, type BodyOf, type Path } from './rest-schemas.ts';
import { checkUserSig } from './user-sig-check.ts';

/** A call that Tencent does not carry out, with its ErrorCode. */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, info: string) {
    super(info);
    this.code = code;
  }
}

/**
 * What Tencent looks at before it carries a call out: path, query, signature, body and rates. `violations` lists what it would have
 * refused and no honest client does.
 */
export class CallChecks {
  readonly violations: string[] = [];
  readonly #app: { sdkAppId: number; secretKey: string; admin: string };
  readonly #recent = new Map<string, number[]>();

  constructor(app: { sdkAppId: number; secretKey: string; admin: string }) {
    this.#app = app;
  }

  /** Throws a `Refusal` where the call is not one of this app's administrator. */
  admit(request: IncomingMessage, url: URL): void {
    const { sdkAppId, admin } = this.#app;
    const violated = (what: string, code: number): never => {
      this.violations.push(what);
      throw new Refusal(code, what);
    };
    if (request.method !== 'POST') violated(`method ${request.method}`, 60_002);
    const names = [...url.searchParams.keys()].sort().join();
    if (names !== 'contenttype,identifier,random,sdkappid,usersig') violated(`query ${names}`, 60_004);
    const { searchParams: query } = url;
    if (query.get('sdkappid') !== String(sdkAppId)) violated('sdkappid', 60_006);
    if (query.get('identifier') !== admin) violated('identifier', 60_010);
    if (query.get('contenttype') !== 'json') violated('contenttype', 60_003);
    const random = query.get('random') ?? '';
    if (!/^\d{1,10}$/.test(random) || Number(random) >= 2 ** 32) violated('random', 60_004);

    const code = checkUserSig(this.#app, admin, query.get('usersig') ?? '');
    // An ended signature is no fault of the client's: it renews it.
    if (code === 70_001) throw new Refusal(code, 'usersig has ended');
    if (code !== 0) violated(`usersig: ${code}`, code);
  }

  /** The body of a command; throws a `Refusal` where it does not fit. */
  read<P extends Path>(path: P, raw: Buffer): BodyOf<P> {
    const refuse = (what: string): never => {
      this.violations.push(`${path}: ${what}`);
      throw new Refusal(10_004, what);
    };
    let json: unknown;
    try {
      json = JSON.parse(raw.toString());
    } catch {
      refuse('not JSON');
    }
    const parsed = v.safeParse(BODIES[path] as v.GenericSchema<unknown, BodyOf<P>>, json);
    if (parsed.success) return parsed.output;
    return refuse(parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; '));
  }

  /** Counts one more in this second; past the limit it is refused, and noted as a violation. */
  rate(what: string, limit: number, code: number): void {
    if (this.within(what, limit)) return;
    this.violations.push(`more than ${limit} a second: ${what}`);
    throw new Refusal(code, 'too fast');
  }

  /** Counts one more in this second; false past the limit. */
  within(what: string, limit: number): boolean {
    const now = performance.now();
    const recent = (this.#recent.get(what) ?? []).filter((at) => now - at < 1000);
    this.#recent.set(what, recent);
    return recent.length < limit && recent.push(now) > 0;
  }
}
