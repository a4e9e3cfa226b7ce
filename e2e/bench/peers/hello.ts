import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A text as long as a list of products is, which costs what it weighs. */
const LONG = 'x'.repeat(Number(process.env.LENGTH ?? 0));

/** The framework with nothing in it: what a route costs that does nothing. */
const app = new Hono().get('/', (c) => c.text('Hello')).get('/long', (c) => c.text(LONG));

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
