/** Registers an element; the first one wins where the script was pasted twice or the shop registered its own. */
export function define(name: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, constructor);
}
