/** words/words.ts: what each language's file must say; `{x}` is filled in. A further language is one more file here. */

import type { Order } from "../contract/types";

/** What is said before the panel is there. */
export interface LauncherWords {
  open: string;
  unread: string;
  away: string;
}

type Sentence =
  | "title" | "welcome" | "close" | "menu" | "start_again" | "start_again_sure" | "transcript" | "transcript_file"
  | "forget" | "forget_sentence" | "yes" | "no" | "log" | "write" | "hint" | "send" | "newest" | "you" | "shop"
  | "person_here" | "person_waiting" | "typing" | "today" | "yesterday" | "unsent" | "offline" | "unreachable"
  | "starting" | "starting_plain" | "degraded" | "failed" | "not_now" | "carousel" | "slide" | "products" | "place"
  | "previous" | "next" | "in_stock" | "few_left" | "sold_out" | "old_price" | "why" | "like" | "dislike" | "more"
  | "compare" | "compare_about" | "compare_one" | "compare_two" | "compare_sentence" | "compare_go" | "compare_stop"
  | "replies" | "cart" | "cart_empty" | "product" | "quantity" | "price" | "total" | "times" | "not_given" | "alike"
  | "order" | "agreed_later" | "pay" | "choose" | "optional" | "form_given" | "form_folded";

export type Words = Record<Sentence, string> & {
  direction: "ltr" | "rtl";
  /** Sentences to begin a talk with, each of which the bot understands. */
  starters: readonly string[];
  /** What the start of a shop is at, by code. */
  steps: Record<string, string>;
  status: Record<Order["status"], string>;
};

/** `{x}` filled in; what is not given stays as it is. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Of the files that `import.meta.glob` found, the one of the wanted language, with its tag; else English's. */
export function chosen<T>(files: Record<string, T>, wanted: string): { tag: string; file: string; words: T } {
  const file = wanted.slice(0, 2).toLowerCase();
  const words = files[`../words/${file}.ts`];
  return words ? { tag: wanted, file, words } : chosen(files, "en");
}

/** A tag that `Intl` can read: the language alone where the whole is not well-formed, such as `en-`. */
export function wellFormed(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] as string;
  } catch {
    return tag.slice(0, 2);
  }
}
