/** contract/types.ts: short names for what the gateway's description calls them. */

import type { components } from "./openapi";

type Schemas = components["schemas"];

export type Message = Schemas["Answer"]["messages"][number];
export type Text = Schemas["Text"];
export type WordNode = Schemas["TextNode"] | Schemas["BoldNode"] | Schemas["LinkNode"];
export type TextNode = WordNode | Schemas["ListNode"];
export type Card = Schemas["Card"];
export type Cards = Schemas["Cards"];
export type Reply = Schemas["Reply"];
export type Cart = Schemas["Cart"];
export type CartLine = Schemas["CartLine"];
export type Table = Schemas["Table"];
export type Order = Schemas["Order"];
export type Form = Schemas["Form"];
export type FormField = Schemas["FormField"];
export type Rating = Schemas["Rating"];
export type PersonMessage = Schemas["Person"];
export type Answer = Schemas["Answer"];
export type Health = Schemas["Health"];
export type Problem = Schemas["Problem"];
export type Say = { text: string } | { postback: string };
export type FilledForm = Schemas["FilledForm"];
export type Status = Schemas["PastTurn"]["status"];

/** Whether a person is wanted or here, and their name. */
export interface PersonState {
  state: Schemas["PersonState"]["state"];
  name: string | null;
}

export type PastTurn = Schemas["PastTurn"];
export type History = Schemas["History"];

/** The data of each event of the stream. */
export interface StreamEvents {
  said: Schemas["SaidEvent"];
  again: Schemas["AgainEvent"];
  message: Schemas["MessageEvent"];
  typing: Schemas["TypingEvent"];
  person: Schemas["PersonEvent"];
  done: Schemas["DoneEvent"];
  reset: Schemas["ResetEvent"];
}

/** What a shopper did with a product, in GA4's names where GA4 has one; which model ranked it, the shop's own log knows. */
export type Deed = Omit<Schemas["PageEvent"], "model"> & {
  name: "view_item_list" | "select_item" | "add_to_cart" | "daogou_like" | "daogou_dislike" | "daogou_compare";
};
