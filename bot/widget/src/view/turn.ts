/** view/turn.ts: one sentence of the shopper's and all that followed it. Types that are not known are skipped. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Entry, Turn } from "../store/state";
import "./carousel";
import "./form";
import { cartBox, orderBox } from "./lines";
import { define, Part } from "./part";
import "./rating";
import { replyList } from "./replies";
import { type Scene, Watching } from "./scene";
import "./table";
import { personBubble, shopperBubble, textBubble } from "./text";

/** <daogou-turn>: drawn anew only where its turn was replaced.  @prop turn  @prop last: nothing was said after it  @prop scene */
export class TurnPart extends Part {
  static override properties = {
    turn: { attribute: false },
    last: { attribute: false },
    scene: { attribute: false },
  };
  declare turn: Turn;
  declare last: boolean;
  declare scene: Scene;
  #given: Watching<ReadonlySet<string>> | null = null;

  protected override willUpdate(): void {
    if (!this.#given && this.turn.entries.some((entry) => entry.message.type === "form")) {
      this.#given = new Watching(this, this.scene.store, (state) => state.given);
    }
  }

  protected override render(): TemplateResult {
    const { said, entries } = this.turn;
    return html`${said === null ? nothing : shopperBubble(said, this.scene, this.#time())}
    ${repeat(
      entries,
      (entry) => entry.position,
      (entry) => html`<div class=${entry.live ? "entry new" : "entry"}>${this.#shown(entry)}</div>`,
    )}`;
  }

  #time(): TemplateResult | typeof nothing {
    const { at } = this.turn;
    return at ? html`<time datetime=${at}>${this.scene.format.time(at)}</time>` : nothing;
  }

  #shown({ message, position, live, at }: Entry): TemplateResult | typeof nothing {
    const { scene, turn } = this;
    switch (message.type) {
      case "text":
        return textBubble(message, scene);
      case "person":
        return personBubble(message, at ? html`<time datetime=${at}>${scene.format.time(at)}</time>` : nothing);
      case "notice":
        return html`<p class="aside">${message.text}</p>`;
      case "cards":
        return html`<daogou-carousel .message=${message} .turn=${turn.turn} .scene=${scene}></daogou-carousel>`;
      case "replies":
        return replyList(message.replies, scene.choose, scene.words.replies);
      case "cart":
        return cartBox(message, scene);
      case "order":
        return orderBox(message, scene);
      case "table":
        return html`<daogou-table .message=${message} .scene=${scene}></daogou-table>`;
      case "rating":
        return html`<daogou-rating .message=${message} .scene=${scene}></daogou-rating>`;
      case "form": {
        const place = `${turn.turn}.${position}`;
        if (this.#given?.value.has(place)) return nothing;
        return html`<daogou-form .message=${message} .place=${place} .folded=${!this.last && !live} .scene=${scene}></daogou-form>`;
      }
      default:
        return nothing;
    }
  }
}

define("daogou-turn", TurnPart);
