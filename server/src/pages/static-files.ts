import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'hono';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.wasm', '.txt']);
/** Below this many bytes compressing gains nothing. */
const MIN_COMPRESSED = 1024;

/** Names that start with a dot, climb upwards, or are anything but plain are nobody's business. */
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

type Encoding = 'br' | 'gzip';

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly compressible: boolean;
  readonly encoded: Map<Encoding, Promise<Buffer>>;
  readonly version: string;
}

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
};

export interface Reply {
  cacheControl: string;
  headers?: Record<string, string>;
}

/** Answers with a file of the folder, or undefined where there is none of that path. */
export type StaticFiles = (c: Context, path: string, reply: Reply) => Promise<Response | undefined>;

/** The files of a folder, kept in memory with their compressed forms until they change on disk. `types` are handed out too, by their endings. */
export function createStaticFiles(
  folder: string,
  { types = {} }: { types?: Readonly<Record<string, string>> } = {},
): StaticFiles {
  const known = new Map<string, StaticFile>();

  async function find(path: string): Promise<StaticFile | undefined> {
    if (!path.split('/').every((segment) => SEGMENT.test(segment))) return undefined;
    const extension = extname(path);
    const type = TYPES[extension] ?? types[extension];
    if (!type) return undefined;
    try {
      const file = join(folder, path);
      const { mtimeMs, size } = await stat(file);
      const version = `${mtimeMs} ${size}`;
      const before = known.get(path);
      if (before?.version === version) return before;
      const body = await readFile(file);
      // Weak: the same file compressed and plain are the same file.
      const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      const compressible = COMPRESSIBLE.has(extension) && body.length >= MIN_COMPRESSED;
      const found = { type, etag, body, compressible, encoded: new Map(), version };
      known.set(path, found);
      return found;
    } catch {
      known.delete(path);
      return undefined;
    }
  }

  return async function serveStatic(c, path, { cacheControl, headers = {} }) {
    const file = await find(path);
    if (!file) return undefined;
    const common = {
      ...headers,
      ETag: file.etag,
      'Cache-Control': cacheControl,
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
    };
    if (matches(c.req.header('If-None-Match'), file.etag)) return c.body(null, 304, common);
    const encoding = file.compressible ? accepted(c.req.header('Accept-Encoding')) : undefined;
    const body = encoding ? await encode(file, encoding) : file.body;
    return c.body(new Uint8Array(body), 200, {
      ...common,
      'Content-Type': file.type,
      'Content-Length': String(body.length),
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    });
  };
}

function encode(file: StaticFile, encoding: Encoding): Promise<Buffer> {
  let encoded = file.encoded.get(encoding);
  if (!encoded) {
    encoded = compress[encoding](file.body);
    file.encoded.set(encoding, encoded);
  }
  return encoded;
}

/** The best encoding that the browser takes; `q=0` means that it does not. */
function accepted(header = ''): Encoding | undefined {
  const names = header
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name);
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding));
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && (header.trim() === '*' || header.split(',').some((candidate) => candidate.trim() === etag));
