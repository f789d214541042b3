/** host.ts: what the launcher and the panel know of each other; types alone, so that neither holds the other's code. */

import type { Words } from "./words/words";

/** What the page's owner chose, by attributes of the script's tag. */
export interface Options {
  /** The gateway's address, without a slash at its end. */
  shop: string;
  language: string;
  title: string | null;
  /** The first words of the shop in an empty talk. */
  startMessage: string | null;
  /** Of the language, where the owner has not chosen. */
  direction: "ltr" | "rtl" | null;
  /** The name of the page's list of GA4 events; null where the page wants none. */
  dataLayer: string | null;
}

export type EventName = "open" | "close" | "message" | "event";

/** The launcher's side. */
export interface Host {
  root: ShadowRoot;
  options: Options;
  /** Say something to those who listen to the page; once. */
  announce(text: string): void;
  /** How many messages came while the panel was shut. */
  unread(count: number): void;
  emit(name: EventName, detail: unknown): void;
  close(): void;
}

/** The panel's side. */
export interface Panel {
  show(withFocus: boolean): void;
  hide(): void;
  send(text: string): void;
}

/** `panel.js` is a module that offers this. */
export interface PanelModule {
  mount(host: Host, words: Words): Panel;
}
