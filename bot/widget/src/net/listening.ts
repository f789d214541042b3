/** net/listening.ts: hears all that happens in the talk, in every tab, whatever the net does meanwhile.
 *
 *  A stream that is cut goes on after its last whole event. Where no stream comes through, the history is asked for. */

import type { Gateway } from "./gateway";
import type { ServerEvent } from "./sse";
import { onWaking, pause } from "./waking";

/** The server says something every 15 s, if only that it lives. */
const SILENCE_MS = 40_000;
/** It begins with a word at once: where that does not come, something on the way keeps the stream back. */
const FIRST_MS = 10_000;
/** A line that is back so soon was hardly away: nobody is told. */
const HARDLY_MS = 1500;
/** On a look at the page, a shorter silence is enough to ask anew. */
const STALE_MS = 20_000;
const SHORTEST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 2000;
/** After so long without a way to the shop, it is asked less often; looking at the page asks at once. */
const PATIENCE_MS = 5 * 60_000;
const PATIENT_PAUSE_MS = 15_000;
const MISSES = 3;
/** Where no stream comes through, the history is asked for so often before a stream is tried again, which may take long. */
const POLLS = 15;
const POLL_MS = 4000;

export interface Hearer {
  heard(event: ServerEvent): void;
  /** The way to the gateway is open. */
  reached(): void;
  /** It has not been for a while; `status` is HTTP's, 0 where nothing came back. */
  lost(status: number): void;
  /** A stream is over: what it said of the present moment counts no longer. */
  ended(): void;
  /** Nothing comes by the stream: ask for the history; gives where the stream goes on. */
  look(): Promise<string | null>;
}

export class Listening {
  #last: string | null = null;
  #misses = 0;
  #downSince: number | null = null;
  #cut: AbortController | null = null;
  #heardAt = 0;

  constructor(
    private readonly gateway: Gateway,
    private readonly hearer: Hearer,
  ) {}

  /** Begin after `last`; null where the gateway did not say where the history ends. */
  start(last: string | null): void {
    this.#last = last;
    onWaking(() => {
      if (Date.now() - this.#heardAt > STALE_MS) this.#cut?.abort();
    });
    // What still comes by the old stream is no proof that a way is there: a new one is.
    addEventListener("offline", () => this.#cut?.abort());
    void this.#run();
  }

  async #run(): Promise<void> {
    for (let wait = SHORTEST_PAUSE_MS; ; ) {
      const heard = await this.#hear();
      wait = heard ? SHORTEST_PAUSE_MS : Math.min(wait * 2, LONGEST_PAUSE_MS);
      if (this.#misses >= MISSES) await this.#poll();
      if (Date.now() - (this.#downSince ?? Date.now()) > PATIENCE_MS) wait = PATIENT_PAUSE_MS;
      await pause(wait * (0.8 + Math.random() * 0.2));
    }
  }

  /** One stream, to its end; whether anything was heard. */
  async #hear(): Promise<boolean> {
    const cut = new AbortController();
    this.#cut = cut;
    let heard = false;
    this.#heardAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - this.#heardAt < (heard ? SILENCE_MS : FIRST_MS)) return;
      this.#misses += 1;
      cut.abort();
    }, 2500);
    try {
      for await (const event of this.gateway.happenings(this.#last, cut.signal)) {
        heard = true;
        this.#reached();
        if (event.id !== null) this.#last = event.id;
        if (event.event) this.hearer.heard(event);
      }
    } catch (error) {
      this.#missed(error, cut.signal.aborted);
    } finally {
      clearInterval(watch);
      this.hearer.ended();
    }
    return heard;
  }

  #reached(): void {
    this.#heardAt = Date.now();
    this.#misses = 0;
    this.#downSince = null;
    this.hearer.reached();
  }

  /** A refusal of any kind is an answer too: then the shop is there, and only its stream is not. */
  #missed(error: unknown, aborted: boolean): void {
    if (aborted) return;
    const { status = 0 } = error as { status?: number };
    if (status) this.#misses += 1;
    if (status && status < 500) return;
    this.#downSince ??= Date.now();
    if (Date.now() - this.#downSince > HARDLY_MS) this.hearer.lost(status);
  }

  /** Until it is time to try a stream, or the history does not come either. */
  async #poll(): Promise<void> {
    for (let n = 0; n < POLLS; n += 1) {
      try {
        this.#last = await this.hearer.look();
      } catch (error) {
        this.#missed(error, false);
        return;
      }
      this.#downSince = null;
      this.hearer.reached();
      await pause(POLL_MS);
    }
  }
}
