import { LiveError } from '../../errors.ts';
import { sdkCall } from './sdk-call.ts';
import { registeredSdks } from './sdk-loaders.ts';

const LOAD_MS = 30_000;

/** Address of a file of an SDK on our server, which serves them as they are. */
const vendorUrl = (server: string, path: string): string => `${server}/vendor/${path}`;

/** Packages come as a namespace, with or without a default inside, depending on who bundled them. */
function defaultOf(module: unknown): unknown {
  let inner = module;
  while (typeof inner === 'object' && inner !== null && 'default' in inner) inner = inner.default;
  return inner;
}

const load = (what: string, act: () => Promise<unknown>): Promise<unknown> =>
  sdkCall(act, {
    timeoutMs: LOAD_MS,
    toError: (cause) => new LiveError('offline', `${what} could not be loaded`, { cause }),
  });

/** Bundlers must not look for what is fetched from a server. */
const fetchModule = (url: string): Promise<unknown> => import(/* @vite-ignore */ /* webpackIgnore: true */ url);

/** The Chat SDK and the modules that its slim build needs beside it. */
export async function loadChatSdk(server: string): Promise<{ sdk: unknown; modules: Record<string, unknown> }> {
  const { chat } = registeredSdks();
  if (chat) return { sdk: defaultOf(await load('The Chat SDK', chat)), modules: {} };
  const file = (name: string) => fetchModule(vendorUrl(server, `@tencentcloud/chat/${name}`));
  const [sdk, group] = (await load('The Chat SDK', () =>
    Promise.all([file('index.es.js'), file('modules/group-module.js')]),
  )) as unknown[];
  return { sdk: defaultOf(sdk), modules: { 'group-module': defaultOf(group) } };
}

/** The TRTC SDK's class. */
export async function loadTrtcSdk(server: string): Promise<unknown> {
  const { trtc } = registeredSdks();
  return defaultOf(await load('The TRTC SDK', trtc ?? (() => fetchTrtc(vendorUrl(server, 'trtc-sdk-v5/trtc.js')))));
}

/** Its module build names another package, which only a bundler finds. This one sets a global, unless the page has an AMD loader. */
async function fetchTrtc(url: string): Promise<unknown> {
  const page = globalThis as { TRTC?: unknown; define?: { amd?: unknown } };
  const { define } = page;
  const amd = define?.amd;
  if (define) define.amd = undefined;
  try {
    await fetchModule(url);
  } finally {
    if (define) define.amd = amd;
  }
  if (!page.TRTC) throw new LiveError('unavailable', 'The TRTC SDK is not what it should be');
  return page.TRTC;
}
