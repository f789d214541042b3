/** view/rating.ts: the question how it was, with one star a button. */

import { html, type TemplateResult } from "lit-html";
import type { Rating } from "../contract/types";
import { icon } from "./icons";
import { define, Part } from "./part";
import type { Scene } from "./scene";

/** <daogou-rating>: five stars.  @prop message  @prop scene
 *  Keyboard: Tab goes from star to star, Enter chooses; the choice can be changed. */
export class RatingPart extends Part {
  static override properties = {
    message: { attribute: false },
    scene: { attribute: false },
    chosen: { state: true },
    aimed: { state: true },
  };
  declare message: Rating;
  declare scene: Scene;
  declare chosen: number;
  declare aimed: number;

  constructor() {
    super();
    this.chosen = 0;
    this.aimed = 0;
  }

  protected override render(): TemplateResult {
    const filled = this.aimed || this.chosen;
    return html`<div class="bubble shop"><span class="unseen">${this.scene.words.shop}:</span>${this.message.text}</div>
      <div class="stars" role="group" aria-label=${this.message.text} @pointerleave=${() => (this.aimed = 0)}>
        ${this.message.stars.map((reply, place) => {
          const count = place + 1;
          return html`<button
            type="button"
            class=${count <= filled ? "star full" : "star"}
            aria-label=${reply.title}
            aria-pressed=${this.chosen === count}
            @pointerenter=${() => (this.aimed = count)}
            @click=${() => {
              this.chosen = count;
              this.scene.choose(reply);
            }}
          >
            ${icon("star")}
          </button>`;
        })}
      </div>`;
  }
}

define("daogou-rating", RatingPart);
