/** view/replies.ts: what can be said by a press. They stay usable however long ago they were offered. */

import { html, type TemplateResult } from "lit-html";
import type { Reply } from "../contract/types";
import type { Scene } from "./scene";

/** `about` names what a button speaks of, where its title alone would not tell. */
export function replyList(replies: readonly Reply[], scene: Scene, label: string, about = ""): TemplateResult {
  return html`<ul class="replies" aria-label=${label}>
    ${replies.map(
      (reply) => html`<li>
        <button type="button" class="reply" aria-label=${about ? `${reply.title}: ${about}` : reply.title} @click=${() => scene.choose(reply)}>
          ${reply.title}
        </button>
      </li>`,
    )}
  </ul>`;
}
