/** net/deeds.ts: what a shopper saw and did with products, told in batches, each at least once; the server knows them by id. */

import type { Card, Deed } from "../contract/types";
import type { Gateway } from "./gateway";
import { Refused } from "./gateway";
import type { Keeping } from "./keeping";

const EVERY_MS = 4000;
const AT_ONCE = 20;
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
  readonly #untold: Deed[];
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
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#leave());
    addEventListener("pagehide", () => this.#leave());
  }

  /** A product is seen once at each place. */
  seen(card: Card, place: Place): void {
    const where = `${place.conversation}.${place.turn}.${card.item_id}`;
    if (this.#seen.has(where)) return;
    this.#seen.add(where);
    this.done("view_item_list", card, place);
  }

  done(name: DeedName, card: Card, place: Place): void {
    const deed: Deed = { id: newId(), name, ...place, item_id: card.item_id, model: null, at: new Date().toISOString() };
    this.#untold.push(deed);
    if (this.#untold.length > MOST) this.#untold.shift();
    this.#keep();
    this.aside(deed, card);
    if (this.#untold.length >= AT_ONCE) void this.#tell();
    else this.#soon();
  }

  #soon(): void {
    this.#timer ||= window.setTimeout(() => void this.#tell(), EVERY_MS);
  }

  async #tell(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const told = this.#untold.slice(0, MOST);
    try {
      await this.gateway.tell(told);
    } catch (error) {
      if (!(error instanceof Refused)) {
        if (this.#untold.length) this.#soon();
        return;
      }
    }
    for (const deed of told) {
      const place = this.#untold.indexOf(deed);
      if (place >= 0) this.#untold.splice(place, 1);
    }
    this.#keep();
  }

  /** They are kept until a request has told them: a beacon may be lost, and the server knows a second one by its id. */
  #leave(): void {
    if (this.#untold.length) this.gateway.tellOnLeaving(this.#untold);
  }

  #keep(): void {
    this.kept.keep(UNTOLD, this.#untold.length ? this.#untold : null);
  }
}

/** A UUID, also where the page is not served over https. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
