/** view/replies.ts: what can be said by a press. They stay usable however long ago they were offered. */

import { html, type TemplateResult } from "lit-html";

/** `about` names what a button speaks of, where its title alone would not tell. */
export function replyList<T extends { title: string }>(
  replies: readonly T[],
  choose: (reply: T) => void,
  label: string,
  about = "",
): TemplateResult {
  return html`<ul class="replies" aria-label=${label}>
    ${replies.map(
      (reply) => html`<li>
        <button type="button" class="reply" aria-label=${about ? `${reply.title}: ${about}` : reply.title} @click=${() => choose(reply)}>
          ${reply.title}
        </button>
      </li>`,
    )}
  </ul>`;
}
