/** net/gateway.ts: the gateway's routes. It knows the token where no cookie can be used, and shows it to nobody else. */

import type { Deed, FilledForm, Form, Health, History, PersonState, Problem, Say } from "../contract/types";
import { Keeping } from "./keeping";
import { type ServerEvent, serverEvents } from "./sse";

/** The gateway refused for good: `message` is its sentence, `fields` one for each field of a form. */
export class Refused extends Error {
  constructor(
    sentence: string,
    readonly fields: Record<string, string>,
    readonly status: number,
  ) {
    super(sentence);
  }
}

/** The request was not taken, or its answer was lost: repeat it with the same key after `pause` ms. */
export class Again extends Error {
  constructor(
    readonly pause: number,
    sentence = "",
    /** HTTP's status; 0 where nothing came back. */
    readonly status = 0,
  ) {
    super(sentence);
  }
}

const JSON_TYPE = "application/json";
const EVENT_STREAM = "text/event-stream";
const TOKEN_HEADER = "Daogou-Token";
const TOKEN = "token";
/** What is not answered whole by then is asked for again; a turn is answered or refused in half of that. */
const LIMIT_MS = 20_000;
/** Before what was lost on the way is asked for again. */
const AGAIN_MS = 1000;

export class Gateway {
  readonly #elsewhere: boolean;
  readonly #kept: Keeping;

  /** `shop` is the gateway's address without a slash at its end; `language` is asked for. */
  constructor(
    readonly shop: string,
    private readonly language: string,
  ) {
    this.#elsewhere = new URL(shop).origin !== location.origin;
    this.#kept = new Keeping(() => localStorage, shop);
  }

  /** For a beacon, which has no headers; null where the cookie goes along. */
  get token(): string | null {
    return this.#elsewhere ? this.#kept.read<string>(TOKEN) : null;
  }

  async history(): Promise<History> {
    return (await this.#ask("/api/chat")).json() as Promise<History>;
  }

  async person(): Promise<PersonState> {
    return (await this.#ask("/api/person")).json() as Promise<PersonState>;
  }

  /** A shop that starts says so with status 503. */
  async health(): Promise<Health> {
    const answer = await fetch(`${this.shop}/health`, { credentials: "omit", signal: AbortSignal.timeout(LIMIT_MS) });
    return (await answer.json()) as Health;
  }

  /** What happens in the talk after `last`, until the net or `signal` ends it. */
  async *happenings(last: string | null, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const headers: Record<string, string> = { Accept: EVENT_STREAM };
    if (last !== null) headers["Last-Event-ID"] = last;
    const answer = await this.#ask("/api/chat/stream", { headers, signal });
    yield* serverEvents(answer);
  }

  /** Say something; its answer as it comes. */
  say(body: Say, key: string): AsyncGenerator<ServerEvent> {
    return this.#post("/api/chat", body, key);
  }

  give(filled: FilledForm, key: string): AsyncGenerator<ServerEvent> {
    return this.#post("/api/checkout", filled, key);
  }

  async form(form: string): Promise<Form> {
    return (await this.#ask(`/api/checkout?form=${encodeURIComponent(form)}`)).json() as Promise<Form>;
  }

  async keepForm(filled: FilledForm): Promise<void> {
    await this.#ask("/api/checkout", {
      method: "POST",
      headers: { "Content-Type": JSON_TYPE, Accept: JSON_TYPE },
      body: JSON.stringify({ ...filled, done: false }),
    });
  }

  /** Gives the new, empty talk. */
  async startAgain(): Promise<History> {
    return (await this.#ask("/api/chat", { method: "DELETE" })).json() as Promise<History>;
  }

  async transcript(): Promise<Blob> {
    return (await this.#ask("/api/chat/transcript")).blob();
  }

  async tell(events: Deed[]): Promise<void> {
    await this.#ask("/api/events", {
      method: "POST",
      headers: { "Content-Type": JSON_TYPE },
      body: JSON.stringify({ events }),
      keepalive: true,
    });
  }

  /** As `tell`, while the page goes away; whether it came is not known. */
  tellOnLeaving(events: Deed[]): void {
    const body = JSON.stringify({ token: this.token, events });
    navigator.sendBeacon?.(`${this.shop}/api/events`, new Blob([body], { type: "text/plain" }));
  }

  /** The events of an answer; raises Again where it is cut off before its end. */
  async *#post(path: string, body: unknown, key: string): AsyncGenerator<ServerEvent> {
    const answer = await this.#ask(path, {
      method: "POST",
      headers: { "Content-Type": JSON_TYPE, Accept: EVENT_STREAM, "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
    try {
      for await (const event of serverEvents(answer)) {
        yield event;
        if (event.event === "done") return;
      }
    } catch {
      // The net ended it, or the limit did: the same as an answer that just stops.
    }
    throw new Again(AGAIN_MS);
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers: Record<string, string> = { "Accept-Language": this.language, ...(init.headers as Record<string, string>) };
    const { token } = this;
    if (token) headers.Authorization = `Bearer ${token}`;
    let answer: Response;
    try {
      answer = await fetch(this.shop + path, {
        signal: AbortSignal.timeout(LIMIT_MS),
        ...init,
        headers,
        cache: "no-store",
        credentials: this.#elsewhere ? "omit" : "same-origin",
      });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Again(AGAIN_MS);
    }
    const given = answer.headers.get(TOKEN_HEADER);
    if (given && this.#elsewhere) this.#kept.keep(TOKEN, given);
    if (!answer.ok) await this.#refuse(answer);
    return answer;
  }

  async #refuse(answer: Response): Promise<never> {
    const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    // A token that is not the shop's is dropped; the next request is given a new one.
    if (answer.status === 401) this.#kept.keep(TOKEN, null);
    if (answer.status >= 500 || answer.status === 429 || answer.status === 401) {
      const seconds = Number(answer.headers.get("Retry-After")) || 1;
      throw new Again(1000 * seconds, problem.detail, answer.status);
    }
    throw new Refused(problem.detail ?? "", problem.fields ?? {}, answer.status);
  }
}
