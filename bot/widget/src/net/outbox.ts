/** net/outbox.ts: what the shopper said, sent one after the other, each until it is answered or refused.
 *
 *  It is kept over a reload. Each has a key of its own, so that sending again never says it twice.
 *  Nothing is sent before `begin`: two first requests at once would open two talks. */

import type { Say } from "../contract/types";
import type { Keeping } from "./keeping";
import { Again, type Gateway } from "./gateway";
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
  #letters: Letter[];
  #sending = true;
  /** Ends the wait before the next try. */
  #hurry: () => void = () => undefined;

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

  /** Leave what is not among these keys unsent. */
  keepOnly(keys: readonly string[]): void {
    this.#letters = this.#letters.filter((one) => keys.includes(one.key));
    this.#keep();
  }

  begin(): void {
    this.#sending = false;
    void this.send();
  }

  /** Send all that there is, now, also where the next try was still to wait. */
  async send(): Promise<void> {
    this.#hurry();
    if (this.#sending) return;
    this.#sending = true;
    let wait = 0;
    for (let letter = this.#letters[0]; letter; letter = this.#letters[0]) {
      const why = await this.#try(letter);
      wait = why ? Math.min(Math.max(why.pause, wait * 1.5), LONGEST_PAUSE_MS) : 0;
      if (why) await Promise.race([pause(wait), new Promise<void>((end) => (this.#hurry = end))]);
    }
    this.#sending = false;
  }

  /** One try; an Again where it has to be repeated. */
  async #try(letter: Letter): Promise<Again | null> {
    try {
      for await (const event of this.gateway.say(letter.body, letter.key)) this.carrier.came(letter, event);
    } catch (error) {
      if (error instanceof Again) {
        this.carrier.putOff(letter, error);
        return error;
      }
      this.#drop(letter);
      this.carrier.refused(letter, error as Error);
      return null;
    }
    this.#drop(letter);
    this.carrier.answered(letter);
    return null;
  }

  #drop(letter: Letter): void {
    this.#letters = this.#letters.filter((one) => one !== letter);
    this.#keep();
  }

  #keep(): void {
    this.kept.keep(UNSENT, this.#letters.length ? this.#letters : null);
  }
}

/** 128 random bits, for what must be told from all else; also where the page is not served over https. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
