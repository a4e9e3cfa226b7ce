import { LiveError } from './errors.ts';
import { toLiveError } from './http.ts';
import type { Shop } from './shop.ts';

/** Reads a file that the server makes for whoever is signed in; a link could not carry the token. */
export async function download(
  { server, login }: Pick<Shop, 'server' | 'login'>,
  path: string,
  query: Record<string, string | number | undefined> = {},
): Promise<Blob> {
  const url = new URL(`${server}/api${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const headers = { Authorization: `Bearer ${await login.token()}` };
  const response = await fetch(url, { headers, credentials: 'omit' }).catch((cause: unknown) => {
    throw new LiveError('offline', 'The server cannot be reached', { cause });
  });
  if (!response.ok) throw toLiveError(response, await response.json().catch(() => undefined));
  return response.blob();
}
