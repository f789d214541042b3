/** net/outbox.ts: what the shopper said, sent one after the other, each until it is answered or refused.
 *
 *  It is kept over a reload. Each has a key of its own, so that sending again never says it twice. */

import type { Say } from "../contract/types";
import type { Keeping } from "./keeping";
import { Again, type Gateway, Refused } from "./gateway";
import type { ServerEvent } from "./sse";
import { pause } from "./waking";

const LONGEST_PAUSE_MS = 10_000;
const UNSENT = "unsent";

export interface Letter {
  key: string;
  body: Say;
  title: string;
}

/** What the outbox tells of. */
export interface Carrier {
  came(letter: Letter, event: ServerEvent): void;
  answered(letter: Letter): void;
  putOff(letter: Letter, why: Again): void;
  refused(letter: Letter, why: Error): void;
}

export class Outbox {
  readonly #letters: Letter[];
  #sending = false;

  constructor(
    private readonly gateway: Gateway,
    private readonly kept: Keeping,
    private readonly carrier: Carrier,
  ) {
    this.#letters = kept.read<Letter[]>(UNSENT) ?? [];
  }

  /** What an earlier page left unsent. */
  get left(): readonly Letter[] {
    return this.#letters;
  }

  put(letter: Letter): void {
    this.#letters.push(letter);
    this.#keep();
    void this.send();
  }

  clear(): void {
    this.#letters.length = 0;
    this.#keep();
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    let wait = 0;
    for (let letter = this.#letters[0]; letter; letter = this.#letters[0]) {
      const why = await this.#try(letter);
      wait = why ? Math.min(Math.max(why.pause, wait * 1.5), LONGEST_PAUSE_MS) : 0;
      if (why) await pause(wait);
    }
    this.#sending = false;
  }

  /** One try; an Again where it has to be repeated. */
  async #try(letter: Letter): Promise<Again | null> {
    try {
      await this.#carry(letter);
    } catch (error) {
      if (!(error instanceof Refused)) {
        const why = error instanceof Again ? error : new Again(1000);
        this.carrier.putOff(letter, why);
        return why;
      }
      this.#drop(letter);
      this.carrier.refused(letter, error);
      return null;
    }
    this.#drop(letter);
    this.carrier.answered(letter);
    return null;
  }

  async #carry(letter: Letter): Promise<void> {
    let done = false;
    for await (const event of this.gateway.say(letter.body, letter.key)) {
      this.carrier.came(letter, event);
      done ||= event.event === "done";
    }
    if (!done) throw new Again(1000);
  }

  #drop(letter: Letter): void {
    const place = this.#letters.indexOf(letter);
    if (place >= 0) this.#letters.splice(place, 1);
    this.#keep();
  }

  #keep(): void {
    this.kept.keep(UNSENT, this.#letters.length ? this.#letters : null);
  }
}

/** 128 random bits; also where the page is not served over https. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
