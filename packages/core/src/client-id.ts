/** A name for one act of this page, such as a message or a try to add to a cart, that no other page gives to another one. */
export function clientId(): string {
  // `crypto.randomUUID` is missing where a page came without https, as in a test on the local network.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
