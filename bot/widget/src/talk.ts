/** talk.ts: the shopper's talk with the shop: joins the store with the net. It draws nothing. */

import type { Answer, FilledForm, Message, Say, StreamEvents } from "./contract/types";
import { Again, type Gateway } from "./net/gateway";
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

export class Talk {
  readonly #outbox: Outbox;
  readonly #listening: Listening;
  readonly #hearers: { [Name in keyof StreamEvents]: (data: StreamEvents[Name]) => void } = {
    said: ({ turn, text, key, at }) => this.store.happen({ what: "said", turn, text, key, at }),
    again: ({ turn }) => this.store.happen({ what: "again", turn }),
    message: (told) => this.store.happen({ what: "message", ...told }),
    typing: ({ on }) => this.store.happen({ what: "typing", on }),
    person: ({ state, name }) => this.store.happen({ what: "person", person: { state, name } }),
    done: (told) => this.#done(told),
    reset: ({ conversation }) => this.#reset(conversation),
  };
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
      reached: () => this.#reached(),
      lost: (status) => this.#lost(status),
      ended: () => this.store.happen({ what: "typing", on: false }),
      look: () => this.#look(),
    });
  }

  /** Show what was said before, send what was left unsent, and listen. */
  async start(): Promise<void> {
    for (const { key, body, title } of this.#outbox.left) {
      this.store.happen({ what: "written", pending: { key, body, title, turn: null, waiting: true } });
    }
    addEventListener("offline", () => this.#cutOff());
    this.#watch();
    for (;;) {
      try {
        this.#listening.start(await this.#look());
        break;
      } catch (error) {
        const { pause: rest, status } = error instanceof Again ? error : new Again(AGAIN_MS);
        this.#lost(status);
        await pause(rest);
      }
    }
    this.#reached();
    this.#outbox.begin();
  }

  say(body: Say, title: string): void {
    const letter: Letter = { key: newKey(), body, title };
    this.store.happen({ what: "written", pending: { ...letter, turn: null, waiting: this.store.state.line !== "up" } });
    this.#outbox.put(letter);
  }

  /** Give a form off; raises Refused or Again. Nothing of it is kept in the browser. */
  async give(filled: FilledForm, key: string): Promise<void> {
    for await (const event of this.gateway.give(filled, key)) this.#came(event, null);
  }

  async startAgain(): Promise<void> {
    const { conversation } = await this.gateway.startAgain();
    this.#reset(conversation);
  }

  get draft(): string {
    return this.kept.read<string>(DRAFT) ?? "";
  }

  set draft(text: string) {
    this.kept.keep(DRAFT, text || null);
  }

  /** The talk as the gateway has it; gives where the stream goes on. */
  async #look(): Promise<string> {
    const [history, person] = await Promise.all([this.gateway.history(), this.gateway.person().catch(() => null)]);
    this.store.happen({ what: "history", history });
    if (person) this.store.happen({ what: "person", person: { state: person.state, name: person.name } });
    return history.last;
  }

  /** Another talk: what nobody has taken yet goes into it, and of the old one nothing is asked for again. */
  #reset(conversation: number | null): void {
    this.store.happen({ what: "reset", conversation });
    this.#outbox.keepOnly(this.store.state.pending.map((one) => one.key));
  }

  /** One event of the stream; a kind that is not known is skipped. */
  #heard({ event, data }: ServerEvent): void {
    this.#hearers[event as keyof StreamEvents]?.(data as never);
  }

  #done({ turn, status }: StreamEvents["done"]): void {
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
      this.store.happen({ what: "message", turn, position, message: data as Message, at: now });
    } else if (event === "done") {
      const { turn, conversation } = data as Answer;
      if (letter) this.store.happen({ what: "bound", key: letter.key, turn, conversation, at: now });
      this.store.happen({ what: "done", turn, status: "answered" });
    }
  }

  #ended(letter: Letter): void {
    this.store.happen({ what: "answered", key: letter.key });
    this.store.happen({ what: "notice", sentence: null });
    this.#reached();
  }

  #putOff(letter: Letter, why: Again): void {
    this.store.happen({ what: "waiting", key: letter.key, notice: why.message || null });
    this.#lost(why.status);
  }

  #refused(letter: Letter, why: Error): void {
    this.store.happen({ what: "answered", key: letter.key });
    this.store.happen({ what: "notice", sentence: why.message || this.words.failed });
    if ("text" in letter.body) this.giveBack(letter.body.text);
  }

  #reached(): void {
    if (this.store.state.line === "up") return;
    this.store.happen({ what: "line", line: "up" });
    void this.#outbox.send();
  }

  #cutOff(): void {
    this.store.happen({ what: "line", line: navigator.onLine ? "unreachable" : "offline" });
  }

  /** What answers with a status is there, if only something before the shop: how the shop is, its health tells. */
  #lost(status: number): void {
    if (!status) this.#cutOff();
    this.#watch(() => this.#cutOff());
  }

  /** Say how the start of the shop goes on, until it can answer; calls `away` where nothing tells how it is. */
  #watch(away?: () => void): void {
    const tell = (sentence: string | null) => this.store.happen({ what: "progress", sentence });
    void watchHealth(this.gateway, this.words, tell, away);
  }
}
