/** net/deeds.ts: what a shopper saw and did with products, told in batches, each at least once; the server knows them by id. */

import type { Card, Deed } from "../contract/types";
import type { Gateway } from "./gateway";
import { Refused } from "./gateway";
import type { Keeping } from "./keeping";
import { newKey } from "./outbox";

const EVERY_MS = 4000;
const MOST = 200;
const UNTOLD = "untold";

/** Where a product was shown. */
export interface Place {
  conversation: number;
  turn: number;
  rank: number;
}

export type DeedName = Deed["name"];

export class Deeds {
  #untold: Deed[];
  readonly #seen = new Set<string>();
  #timer = 0;

  constructor(
    private readonly gateway: Gateway,
    private readonly kept: Keeping,
    /** Told of each at once: the page's own list, and those who listen. */
    private readonly aside: (deed: Deed, card: Card) => void,
  ) {
    this.#untold = kept.read<Deed[]>(UNTOLD) ?? [];
    if (this.#untold.length) this.#soon();
    // A page that goes away is hidden first.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#leave());
  }

  /** A product is seen once at each place. */
  seen(card: Card, place: Place): void {
    const where = `${place.conversation}.${place.turn}.${card.item_id}`;
    if (this.#seen.has(where)) return;
    this.#seen.add(where);
    this.done("view_item_list", card, place);
  }

  done(name: DeedName, card: Card, place: Place): void {
    const deed: Deed = { id: newKey(), name, ...place, item_id: card.item_id, at: new Date().toISOString() };
    this.#untold.push(deed);
    if (this.#untold.length > MOST) this.#untold.shift();
    this.#keep();
    this.aside(deed, card);
    this.#soon();
  }

  #soon(): void {
    this.#timer ||= window.setTimeout(() => void this.#tell(), EVERY_MS);
  }

  /** One request at a time: what is done meanwhile goes with the next. */
  async #tell(): Promise<void> {
    const told = [...this.#untold];
    const isSettled = await this.gateway.tell(told).then(
      () => true,
      (error) => error instanceof Refused,
    );
    this.#timer = 0;
    if (isSettled) this.#untold = this.#untold.filter((deed) => !told.includes(deed));
    this.#keep();
    if (this.#untold.length) this.#soon();
  }

  /** They are kept until a request has told them: a beacon may be lost, and the server knows a second one by its id. */
  #leave(): void {
    if (this.#untold.length) this.gateway.tellOnLeaving(this.#untold);
  }

  #keep(): void {
    this.kept.keep(UNTOLD, this.#untold.length ? this.#untold : null);
  }
}
