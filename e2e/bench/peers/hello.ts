import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The framework with nothing in it: what a route costs that does nothing. */
const app = new Hono().get('/', (c) => c.text('Hello'));

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
