/** view/part.ts: what the parts share: each is an element of its own within the one shadow root, styled by it. */

import { type PropertyValues, ReactiveElement } from "@lit/reactive-element";
import { render } from "lit-html";

export abstract class Part extends ReactiveElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** What it shows now. */
  protected abstract render(): unknown;

  protected override update(changed: PropertyValues): void {
    // First: what it sets while it draws is of this drawing.
    const shown = this.render();
    super.update(changed);
    render(shown, this, { host: this });
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
