/** net/keeping.ts: what the browser keeps for us, once the panel was opened; where it may keep nothing, all works without. */

export class Keeping {
  readonly #store: Storage | null;
  readonly #prefix: string;

  /** `shop` keeps the talks of two shops on one page apart. */
  constructor(store: () => Storage, shop: string) {
    this.#prefix = `daogou:${shop}:`;
    try {
      this.#store = store();
    } catch {
      this.#store = null;
    }
  }

  read<T>(name: string): T | null {
    try {
      return JSON.parse(this.#store?.getItem(this.#prefix + name) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  /** Null forgets it. */
  keep(name: string, value: unknown): void {
    try {
      if (value === null) this.#store?.removeItem(this.#prefix + name);
      else this.#store?.setItem(this.#prefix + name, JSON.stringify(value));
    } catch {
      // A full storage keeps no more; what is written goes out all the same.
    }
  }
}
