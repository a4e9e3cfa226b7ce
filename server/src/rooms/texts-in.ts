/** Everything that people could read in what a custom message carries: texts and names of fields, however deep. */
export function textsIn(data: unknown): string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [data];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (typeof part === 'string') texts.push(part);
    else if (Array.isArray(part)) waiting.push(...(part as unknown[]));
    else if (part !== null && typeof part === 'object') waiting.push(...Object.keys(part), ...Object.values(part));
  }
  return texts;
}
