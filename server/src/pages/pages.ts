import { type Context, Hono } from 'hono';
import { LiveId } from '@vitrine/core/schemas/common.ts';
import * as v from 'valibot';
import type { Env } from '../http/env.ts';
import { preferredLanguage } from '../http/language.ts';
import type { TencentConfig } from '../tencent/config.ts';
import { withTencent } from '../tencent/page-policy.ts';
import { consolePage } from './console-page.ts';
import { FOLDERS } from './folders.ts';
import type { Html } from './layout.ts';
import { startPage } from './start-page.ts';
import { createStaticFiles } from './static-files.ts';
import { studioPage } from './studio-page.ts';

export interface PageOptions {
  /** In demo mode the studio and the console ask for a token by themselves. */
  demo: boolean;
  /** Where the script-tag bundle is served. */
  embedPath?: string;
  /** The demo storefront's origin. */
  shopUrl?: string;
  /** Our own origin as browsers see it; by default the request's. */
  publicUrl?: string;
  /** Origins that the studio talks to besides ours, such as another WHIP server's. */
  connect?: readonly string[];
  /** The app of Tencent's whose SDKs the studio loads. */
  tencent?: TencentConfig | undefined;
}

const policy = (connect: readonly string[]): readonly string[] => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src 'self' ${connect.join(' ')}`.trim(),
  // A shop's product pictures lie wherever the shop keeps them.
  'img-src * data: blob:',
  "media-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
];

/** The server's own pages: `/` says what runs here, `/studio?live=…` is the host's, `/console?live=…` the moderators' and the
 * shop's. Mount them where no other policy is set. */
export const pageRoutes = ({ demo, embedPath = '/embed', shopUrl, publicUrl, connect = [], tencent }: PageOptions) => {
  const files = createStaticFiles(FOLDERS.pages);
  const headers = {
    'Content-Security-Policy': withTencent(policy(connect), tencent).join('; '),
    'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), autoplay=(self)',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cache-Control': 'no-cache',
  };
  const answer = async (c: Context<Env>, page: Html) => c.html(await page, 200, headers);
  /** The show that a page is asked for, and the reader's language. */
  const asked = (c: Context<Env>) => {
    const live = v.safeParse(LiveId, c.req.query('live'));
    c.header('Vary', 'Accept-Language');
    return {
      liveId: live.success ? live.output : undefined,
      language: preferredLanguage(c.req.header('Accept-Language')),
      embedPath,
    };
  };

  return new Hono<Env>()
    .get('/', (c) => {
      const { language } = asked(c);
      const origin = publicUrl ?? new URL(c.req.url).origin;
      return answer(c, startPage({ origin, embedPath, shopUrl: demo ? shopUrl : undefined, language }));
    })
    .get('/studio', (c) => answer(c, studioPage({ ...asked(c), demoRole: demo ? 'host' : undefined })))
    .get('/console', (c) => {
      const role = c.req.query('role') === 'moderator' ? 'moderator' : 'admin';
      return answer(c, consolePage({ ...asked(c), demoRole: demo ? role : undefined }));
    })
    .get(
      '/pages/*',
      async (c) => (await files(c, c.req.path.slice('/pages/'.length), { cacheControl: 'no-cache' })) ?? c.notFound(),
    );
};
