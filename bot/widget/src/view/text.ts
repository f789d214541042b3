/** view/text.ts: what is said. Words go in as text, never as HTML; of addresses only those of the web are followed. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { PersonMessage, Text, TextNode, WordNode } from "../contract/types";
import { icon } from "./icons";
import type { Scene } from "./scene";

type Shown = TemplateResult | typeof nothing;

export function textBubble(message: Text, { words }: Scene): TemplateResult {
  const nodes = message.nodes ?? [];
  const said = nodes.length ? nodes.map(node) : message.text;
  return html`<div class="bubble shop" dir="auto"><span class="unseen" dir="auto">${words.shop}:</span>${said}</div>`;
}

export function shopperBubble(text: string, { words }: Scene, note: Shown = nothing): TemplateResult {
  return html`<div class="mine">
    <div class="bubble shopper" dir="auto"><span class="unseen" dir="auto">${words.you}:</span>${text}</div>
    ${note}
  </div>`;
}

export function personBubble(message: PersonMessage, time: Shown): TemplateResult {
  return html`<div class="person">
    <span class="face">${icon("person")}</span>
    <div class="bubble shop" dir="auto"><strong class="name">${message.name}</strong>${message.text}</div>
    ${time}
  </div>`;
}

function node(one: TextNode): Shown {
  if (one.kind === "list") return html`<ul>${one.items.map((item) => html`<li>${item.map(word)}</li>`)}</ul>`;
  return word(one);
}

/** A kind that is not known is left out. */
function word(one: WordNode): Shown {
  switch (one.kind) {
    case "text":
      return html`${one.text}`;
    case "bold":
      return html`<strong>${one.text}</strong>`;
    case "link":
      // The address is held against the rule here too: what is followed must never depend on who sent it.
      return /^https?:\/\//i.test(one.url)
        ? html`<a href=${one.url} target="_blank" rel="noopener noreferrer">${one.text}</a>`
        : html`${one.text}`;
    default:
      return nothing;
  }
}
