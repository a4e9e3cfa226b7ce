/** No effect that a phone should load is larger, in bytes. */
const MAX_BYTES = 3_000_000;

/** Loads an effect's file without telling its host who asks. Rejects for one that is too large, or not there. */
export async function loadEffect(url: string, until: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: until });
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) throw new Error(`No effect at ${url}`);
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new Error(`The effect at ${url} is too large`);
    }
    parts.push(read.value);
  }
  return new Blob(parts as BlobPart[]).arrayBuffer();
}
