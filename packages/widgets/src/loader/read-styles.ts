/** What Lit keeps of an element's styles. */
interface Styled {
  readonly observedAttributes?: readonly string[];
  readonly elementStyles?: readonly { readonly styleSheet?: CSSStyleSheet }[];
}

/**
 * Lets the browser read an element's style sheets, which otherwise the first element of the class does while it is made: on a phone
 * that takes as long as everything else that it does then.
 */
export function readStyles(element: CustomElementConstructor & Styled): void {
  // Lit gathers them when it is asked for the attributes.
  void element.observedAttributes;
  for (const style of element.elementStyles ?? []) void style.styleSheet;
}
