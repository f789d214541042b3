/** view/spoken.ts: a message as it is read out to those who do not see it; null where there is nothing to say. */

import type { Card, Message } from "../contract/types";
import { fill, type Words } from "../words/words";
import type { Format } from "./format";

export function spoken(message: Message, words: Words, format: Format): string | null {
  switch (message.type) {
    case "text":
    case "rating":
      return `${words.shop}: ${message.text}`;
    case "person":
      return `${message.name}: ${message.text}`;
    case "notice":
      return message.text;
    case "cards":
      return message.cards.map((card, place) => spokenCard(card, place, message.cards.length, words, format)).join(". ");
    case "replies":
      return `${words.replies}: ${message.replies.map((reply) => reply.title).join(", ")}`;
    case "table":
      return message.caption;
    case "form":
      return message.title;
    case "cart":
      return message.lines.length
        ? `${words.cart}, ${words.total}: ${format.spokenMoney(message.total, message.currency)}`
        : words.cart_empty;
    case "order":
      return `${fill(words.order, { number: message.number })}, ${words.status[message.status]}, ${words.total}: ${format.spokenMoney(message.total, message.currency)}`;
    default:
      return null;
  }
}

/** "1 of 5: Trail backpack, 59 euros, in stock". */
export function spokenCard(card: Card, place: number, count: number, words: Words, format: Format): string {
  const parts = [fill(words.place, { place: place + 1, count, name: card.name })];
  if (card.price !== null) {
    parts.push(format.spokenMoney(card.price, card.currency));
    if (card.old_price) parts.push(fill(words.old_price, { price: format.spokenMoney(card.old_price, card.currency) }));
    parts.push(format.stock(card));
  }
  return parts.join(", ");
}
