/** view/part.ts: what the parts share: each is an element of its own within the one shadow root, styled by it. */

import { LitElement } from "lit";

export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** Two widgets on one page share their elements. */
export function define(name: string, part: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, part);
}

let ids = 0;

/** An id that stands once in the panel. */
export function newId(): string {
  ids += 1;
  return `daogou-${ids}`;
}
