import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';
import * as v from 'valibot';
import { LiveError } from '@vitrine/core/errors.ts';
import type { Deps } from '../deps.ts';
import type { Env } from './env.ts';
import { healthProbes } from './tables.ts';
import { describe } from './validate.ts';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Vitrine API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <script src="/api/docs/swagger-ui-bundle.js"></script>
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: false });\n`;

/** The page draws arrows from data: URLs and styles a few parts inline; nothing of it comes from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const FILES = { 'swagger-ui-bundle.js': 'text/javascript; charset=utf-8', 'swagger-ui.css': 'text/css; charset=utf-8' } as const;

/** What an operator looks at: health, figures, and the description of the API. `app` is described as it stands when asked. */
export const operationRoutes = ({ db, writes, metrics }: Pick<Deps, 'db' | 'writes' | 'metrics'>, app: () => Hono<Env>) =>
  new Hono<Env>()
    .get(
      '/api/health',
      describe('Answers 200 only while the server can read and write', 'Operations', { 200: v.object({ ok: v.boolean() }) }),
      async (c) => {
        await db
          .select({ one: sql`1` })
          .from(healthProbes)
          .limit(1);
        const wrote = await writes.commit([
          db
            .insert(healthProbes)
            .values({ id: 1, at: Date.now() })
            .onConflictDoUpdate({ target: healthProbes.id, set: { at: Date.now() } }),
        ]);
        if (!wrote) throw new LiveError('unavailable', 'The database did not take a write');
        return c.json({ ok: true });
      },
    )
    .get('/metrics', async (c) => c.text(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }))
    .get('/api/openapi.json', (c, next) =>
      openAPIRouteHandler(app(), {
        documentation: {
          info: { title: 'Vitrine', version: '0.1.0', description: 'Live selling for any shop' },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
          security: [{ bearer: [] }],
        },
        exclude: [/^\/api\/docs/, '/api/openapi.json', '/metrics'],
      })(c, next),
    )
    .get('/api/docs', (c) => c.html(PAGE, 200, { 'Content-Security-Policy': POLICY }))
    .get('/api/docs/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/api/docs/:file{swagger-ui-bundle\\.js|swagger-ui\\.css}', async (c) => {
      const name = c.req.param('file') as keyof typeof FILES;
      const file = createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`);
      return c.body(await readFile(file), 200, { 'Content-Type': FILES[name], 'Cache-Control': 'public, max-age=86400' });
    });
