/** view/scene.ts: what every part of the panel is given: words, the store, and what can be done. */

import type { ReactiveController, ReactiveControllerHost } from "@lit/reactive-element";
import type { Reply } from "../contract/types";
import type { Deeds } from "../net/deeds";
import type { State } from "../store/state";
import type { Store } from "../store/store";
import type { Talk } from "../talk";
import type { Words } from "../words/words";
import type { Format } from "./format";
import type { Sight } from "./sight";

export interface Scene {
  words: Words;
  format: Format;
  store: Store;
  talk: Talk;
  deeds: Deeds;
  sight: Sight;
  welcome: string;
  title: string;
  direction: "ltr" | "rtl";
  close(): void;
  announce(text: string): void;
  choose(reply: Reply): void;
  say(text: string): void;
}

/** Draws its part anew where what it looks at was replaced, and not otherwise. */
export class Watching<T> implements ReactiveController {
  value: T;
  #off: (() => void) | null = null;

  constructor(
    private readonly part: ReactiveControllerHost,
    private readonly store: Store,
    private readonly look: (state: State) => T,
  ) {
    this.value = look(store.state);
    part.addController(this);
  }

  hostConnected(): void {
    this.#see();
    this.#off = this.store.listen(() => this.#see());
  }

  hostDisconnected(): void {
    this.#off?.();
  }

  #see(): void {
    const now = this.look(this.store.state);
    if (now === this.value) return;
    this.value = now;
    this.part.requestUpdate();
  }
}
