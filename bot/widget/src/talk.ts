/** talk.ts: the shopper's talk with the shop: joins the store with the net. It draws nothing. */

import type { Answer, FilledForm, History, Message, PersonState, Say, Status } from "./contract/types";
import { Again, type Gateway, Refused } from "./net/gateway";
import { watchHealth } from "./net/health";
import type { Keeping } from "./net/keeping";
import { Listening } from "./net/listening";
import { type Letter, newKey, Outbox } from "./net/outbox";
import type { ServerEvent } from "./net/sse";
import { pause } from "./net/waking";
import type { Store } from "./store/store";
import type { Words } from "./words/words";

const AGAIN_MS = 1000;
const DRAFT = "draft";

/** Where a message of an answer stands: the stream tells it in the data, an answer by `turn.position`. */
interface Told {
  turn?: number;
  position?: number;
  message?: Message;
  at?: string | null;
}

export class Talk {
  readonly #outbox: Outbox;
  readonly #listening: Listening;
  /** What was refused goes back to where it was written. */
  giveBack: (text: string) => void = () => undefined;

  constructor(
    readonly gateway: Gateway,
    private readonly store: Store,
    private readonly kept: Keeping,
    private readonly words: Words,
  ) {
    this.#outbox = new Outbox(gateway, kept, {
      came: (letter, event) => this.#came(event, letter),
      answered: (letter) => this.#ended(letter),
      putOff: (letter, why) => this.#putOff(letter, why),
      refused: (letter, why) => this.#refused(letter, why),
    });
    this.#listening = new Listening(gateway, {
      heard: (event) => this.#heard(event),
      reached: (yes) => this.#reached(yes),
      look: () => this.#look(),
    });
  }

  /** Show what was said before, send what was left unsent, and listen. */
  async start(): Promise<void> {
    for (const { key, body, title } of this.#outbox.left) {
      this.store.happen({ what: "written", pending: { key, body, title, turn: null, waiting: true } });
    }
    addEventListener("offline", () => this.#reached(false));
    this.#watch();
    for (;;) {
      try {
        this.#listening.start(await this.#look());
        break;
      } catch {
        this.#reached(false);
        await pause(AGAIN_MS);
      }
    }
    this.#reached(true);
    void this.#outbox.send();
  }

  say(body: Say, title: string): void {
    const letter: Letter = { key: newKey(), body, title };
    this.store.happen({ what: "written", pending: { ...letter, turn: null, waiting: false } });
    this.#outbox.put(letter);
  }

  /** Give a form off; raises Refused or Again. Nothing of it is kept in the browser. */
  async give(filled: FilledForm, key: string): Promise<void> {
    let done = false;
    for await (const event of this.gateway.give(filled, key)) {
      this.#came(event, null);
      done ||= event.event === "done";
    }
    if (!done) throw new Again(AGAIN_MS);
  }

  async startAgain(): Promise<void> {
    await this.gateway.startAgain();
    this.#outbox.clear();
    this.#reset(null);
  }

  get draft(): string {
    return this.kept.read<string>(DRAFT) ?? "";
  }

  set draft(text: string) {
    this.kept.keep(DRAFT, text || null);
  }

  /** The talk as the gateway has it; gives where the stream goes on. */
  async #look(): Promise<string | null> {
    const [history, person] = await Promise.all([this.gateway.history(), this.gateway.person().catch(() => null)]);
    this.#take(history, person);
    return history.last ?? null;
  }

  #take(history: History, person: PersonState | null): void {
    this.store.happen({ what: "history", history });
    if (person) this.store.happen({ what: "person", person: { state: person.state, name: person.name } });
  }

  /** One event of the stream. */
  #heard({ event, data }: ServerEvent): void {
    const now = new Date().toISOString();
    if (event === "message") this.#show(data as Told, (data as Told).at ?? now);
    else if (event === "said") {
      const said = data as { turn: number; text: string; key?: string | null; at?: string | null };
      this.store.happen({ what: "said", turn: said.turn, text: said.text, key: said.key ?? null, at: said.at ?? now });
    } else if (event === "typing") this.store.happen({ what: "typing", on: (data as { on: boolean }).on });
    else if (event === "person") this.store.happen({ what: "person", person: data as PersonState });
    else if (event === "again") this.store.happen({ what: "again", turn: (data as { turn: number }).turn });
    else if (event === "done") this.#done(data as { turn: number; status: Status });
    else if (event === "reset") this.#reset((data as { conversation?: number | null }).conversation ?? null);
  }

  #done({ turn, status }: { turn: number; status: Status }): void {
    this.store.happen({ what: "done", turn, status });
    // What was begun in another tab has a number that only the history tells.
    if (this.store.state.conversation === null) void this.#look().catch(() => undefined);
  }

  /** One event of the answer to what was sent, which may come before or after the stream tells the same. */
  #came({ event, id, data }: ServerEvent, letter: Letter | null): void {
    const now = new Date().toISOString();
    if (event === "message" && id) {
      const [turn = 0, position = 0] = id.split(".").map(Number);
      if (letter) this.store.happen({ what: "bound", key: letter.key, turn, conversation: null, at: now });
      this.#show({ turn, position, message: data as Message }, now);
    } else if (event === "done") {
      const { turn, conversation } = data as Answer;
      if (letter) this.store.happen({ what: "bound", key: letter.key, turn, conversation, at: now });
      this.store.happen({ what: "done", turn, status: "answered" });
    }
  }

  #show({ turn, position, message }: Told, at: string): void {
    if (turn === undefined || position === undefined || !message) return;
    this.store.happen({ what: "message", turn, position, message, at });
  }

  #ended(letter: Letter): void {
    this.store.happen({ what: "answered", key: letter.key });
    this.store.happen({ what: "notice", sentence: null });
    this.#reached(true);
  }

  #putOff(letter: Letter, why: Again): void {
    this.store.happen({ what: "waiting", key: letter.key, notice: why.message || null });
    if (why.status) this.#watch();
    else this.#reached(false);
  }

  #refused(letter: Letter, why: Error): void {
    this.store.happen({ what: "answered", key: letter.key });
    this.store.happen({ what: "notice", sentence: why.message || this.words.failed });
    if ("text" in letter.body) this.giveBack(letter.body.text);
  }

  #reached(yes: boolean): void {
    const line = yes ? "up" : navigator.onLine ? "unreachable" : "offline";
    if (yes && this.store.state.line !== "up") void this.#outbox.send();
    if (this.store.state.line !== line) this.store.happen({ what: "line", line });
  }

  /** The talk was begun again, here or in another tab, or the shopper was forgotten; the stream tells the new one. */
  #reset(conversation: number | null): void {
    this.store.happen({ what: "reset", conversation });
  }

  /** Say how the start of the shop goes on, until it can answer. */
  #watch(): void {
    void watchHealth(this.gateway, this.words, (sentence) => this.store.happen({ what: "progress", sentence }));
  }
}

export function isRefused(error: unknown): error is Refused {
  return error instanceof Refused;
}
