/** store/store.ts: holds the one state, and tells whoever listens that it was replaced. */

import { type Happening, reduce } from "./reduce";
import { EMPTY, type State } from "./state";

type Listener = (now: State, before: State) => void;

export class Store {
  #state = EMPTY;
  readonly #listeners = new Set<Listener>();

  get state(): State {
    return this.#state;
  }

  happen(happened: Happening): void {
    const before = this.#state;
    this.#state = reduce(before, happened);
    if (this.#state === before) return;
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
