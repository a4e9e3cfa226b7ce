import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { Text } from '@vitrine/core/schemas/common.ts';
import type { Env } from '../http/env.ts';
import { describe, valid } from '../http/validate.ts';

const NewDemoSession = v.object({
  role: v.picklist(['viewer', 'host', 'moderator', 'agent', 'admin']),
  name: v.optional(Text(60)),
});

/** The people of the demo. A viewer is somebody new each time. */
const PEOPLE = { host: 'Mia', moderator: 'Noor', agent: 'Theo', admin: 'Alex', viewer: 'Ana' } as const;

/** How long a demo token lasts, in seconds; pages ask for another. */
const SECONDS = 3600;

/** Signs a token as the backend of a real shop would. */
export async function demoToken(secret: string, role: keyof typeof PEOPLE, name: string = PEOPLE[role]): Promise<string> {
  return new SignJWT({ role, name, rooms: ['*'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(role === 'viewer' ? `demo-viewer-${randomUUID()}` : `demo-${role}`)
    .setAudience('vitrine')
    .setIssuedAt()
    .setExpirationTime(`${SECONDS}s`)
    .sign(new TextEncoder().encode(secret));
}

/** `POST /demo/session {role}`: the shop's token of a made-up user, in place of a shop's own sign-in. Exists in demo mode only. `welcome` gives them what they begin with. */
export const demoRoutes = (secret: string, welcome: (token: string) => Promise<void>) =>
  new Hono<Env>().post(
    '/demo/session',
    describe('A token of a made-up user (demo only)', 'Demo', { 201: v.object({ token: v.string(), expiresAt: v.number() }) }),
    valid('json', NewDemoSession),
    async (c) => {
      const { role, name } = c.req.valid('json');
      const token = await demoToken(secret, role, name);
      await welcome(token);
      return c.json({ token, expiresAt: Date.now() + SECONDS * 1000 }, 201);
    },
  );
