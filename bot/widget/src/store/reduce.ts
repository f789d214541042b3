/** store/reduce.ts: what becomes of the state when something happens. Pure: no clock, no net, no page. */

import type { History, Message, PastTurn, PersonState, Status } from "../contract/types";
import { type Chosen, EMPTY, type Entry, type Line, type Pending, type State, type Turn } from "./state";

/** From this position on stands what was said outside an answer. */
const FIRST_AFTERWARDS = 1000;

export type Happening =
  | { what: "history"; history: History }
  | { what: "said"; turn: number; text: string; key: string | null; at: string | null }
  | { what: "message"; turn: number; position: number; message: Message; at: string }
  | { what: "typing"; on: boolean }
  | { what: "person"; person: PersonState }
  | { what: "done"; turn: number; status: Status }
  | { what: "again"; turn: number }
  | { what: "reset"; conversation: number | null }
  | { what: "written"; pending: Pending }
  | { what: "bound"; key: string; turn: number; conversation: number | null; at: string }
  | { what: "waiting"; key: string; notice: string | null }
  | { what: "answered"; key: string }
  | { what: "line"; line: Line }
  | { what: "progress"; sentence: string | null }
  | { what: "notice"; sentence: string | null }
  | { what: "compare"; product: Chosen }
  | { what: "compare_stop" }
  | { what: "given"; place: string }
  | { what: "open"; open: boolean };

export function reduce(state: State, happened: Happening): State {
  switch (happened.what) {
    case "history":
      return withHistory(state, happened.history);
    case "said":
      return withSaid(state, happened.turn, happened.text, happened.key, happened.at);
    case "message":
      return withMessage(state, happened);
    case "done":
      return withTurn(state, happened.turn, (turn) => ({ ...turn, status: happened.status }));
    case "again":
      return withTurn(state, happened.turn, (turn) => ({
        ...turn,
        entries: turn.entries.filter((one) => one.position >= FIRST_AFTERWARDS),
      }));
    case "reset":
      return anew(state, happened.conversation);
    case "written":
      return { ...state, pending: [...state.pending, happened.pending], notice: null };
    case "bound":
      return bound(state, happened);
    case "waiting":
      return {
        ...state,
        notice: happened.notice,
        pending: state.pending.map((one) => (one.key === happened.key ? { ...one, waiting: true } : one)),
      };
    case "answered":
      return { ...state, pending: state.pending.filter((one) => one.key !== happened.key) };
    case "compare":
      return { ...state, compare: toggled(state.compare, happened.product) };
    default:
      return simply(state, happened);
  }
}

/** Another talk: all goes but what the shopper wrote and nobody has taken yet. */
function anew(state: State, conversation: number | null): State {
  const { ready, line, open, pending } = state;
  return { ...EMPTY, ready, line, open, conversation, pending: pending.filter((one) => one.turn === null) };
}

/** The happenings that replace one value. */
function simply(state: State, happened: Happening): State {
  switch (happened.what) {
    case "typing":
      return state.typing === happened.on ? state : { ...state, typing: happened.on };
    case "person":
      return { ...state, person: happened.person };
    case "line":
      return state.line === happened.line ? state : { ...state, line: happened.line };
    case "progress":
      return { ...state, progress: happened.sentence };
    case "notice":
      return { ...state, notice: happened.sentence };
    case "compare_stop":
      return { ...state, compare: [] };
    case "given":
      return { ...state, given: new Set(state.given).add(happened.place) };
    case "open":
      return { ...state, open: happened.open, unread: happened.open ? 0 : state.unread };
    default:
      return state;
  }
}

/** The history as told, and of the turns that are shown those that it does not hold yet. */
function withHistory(state: State, history: History): State {
  const isSameTalk = state.conversation === null || state.conversation === history.conversation;
  const shown = isSameTalk ? state.turns : [];
  const told = history.turns.map((turn) =>
    pastTurn(turn, shown.find((one) => one.turn === turn.turn), state.ready),
  );
  const last = told.at(-1)?.turn ?? 0;
  const known = new Set(shown.flatMap((turn) => turn.entries));
  const news = told.flatMap((turn) => turn.entries).filter((one) => one.live && !known.has(one)).length;
  return {
    ...state,
    ready: true,
    conversation: history.conversation,
    turns: [...told, ...shown.filter((turn) => turn.turn > last)],
    unread: state.open ? 0 : state.unread + news,
  };
}

/** What is shown already stays the same object, so that nothing of it is drawn or said anew. */
function pastTurn(told: PastTurn, shown: Turn | undefined, live: boolean): Turn {
  const entries = told.messages.map((message, place): Entry => {
    const position = told.places[place]?.position ?? place;
    const old = shown?.entries.find((one) => one.position === position);
    return old && isSame(old.message, message) ? old : { position, message, live, at: told.places[place]?.at ?? null };
  });
  const coming = told.status === "pending" ? (shown?.entries ?? []) : [];
  const turn: Turn = {
    turn: told.turn,
    said: told.shopper?.text ?? shown?.said ?? null,
    at: told.at,
    status: told.status,
    entries: inOrder([...entries, ...coming.filter((one) => !entries.some((two) => two.position === one.position))]),
  };
  return shown && isSame(shown, turn) ? shown : turn;
}

function inOrder(entries: Entry[]): readonly Entry[] {
  return entries.sort((one, other) => one.position - other.position);
}

function withSaid(state: State, turn: number, text: string, key: string | null, at: string | null): State {
  const mine = state.pending.find((one) => (key === null ? one.title === text : one.key === key) && one.turn === null);
  const pending = mine ? state.pending.map((one) => (one === mine ? { ...one, turn, waiting: false } : one)) : state.pending;
  return withTurn({ ...state, pending }, turn, (old) => ({ ...old, said: text, at: at ?? old.at }));
}

function bound(state: State, happened: { key: string; turn: number; conversation: number | null; at: string }): State {
  const mine = state.pending.find((one) => one.key === happened.key);
  if (!mine) return state;
  const pending = state.pending.map((one) => (one === mine ? { ...one, turn: happened.turn, waiting: false } : one));
  const known = { ...state, pending, notice: null, conversation: happened.conversation ?? state.conversation };
  return withTurn(known, happened.turn, (old) => ({
    ...old,
    said: old.said ?? mine.title,
    at: old.at ?? happened.at,
  }));
}

/** A message is shown once, by turn and position; the same one again changes nothing at all. */
function withMessage(
  state: State,
  { turn, position, message, at }: { turn: number; position: number; message: Message; at: string },
): State {
  const old = state.turns.find((one) => one.turn === turn)?.entries.find((one) => one.position === position);
  if (old && isSame(old.message, message)) return state;
  const entry: Entry = { position, message, live: true, at };
  const next = withTurn(state, turn, (one) => ({
    ...one,
    at: one.at ?? at,
    entries: inOrder([...one.entries.filter((other) => other.position !== position), entry]),
  }));
  return state.open || old ? next : { ...next, unread: next.unread + 1 };
}

function withTurn(state: State, turn: number, change: (old: Turn) => Turn): State {
  const old = state.turns.find((one) => one.turn === turn);
  if (old) return { ...state, turns: state.turns.map((one) => (one === old ? change(old) : one)) };
  const made = change({ turn, said: null, at: null, status: "pending", entries: [] });
  return { ...state, turns: [...state.turns, made].sort((one, other) => one.turn - other.turn) };
}

/** At most two are set side by side: a third takes the place of the older. */
function toggled(chosen: readonly Chosen[], product: Chosen): readonly Chosen[] {
  const rest = chosen.filter((one) => one.itemId !== product.itemId);
  return rest.length < chosen.length ? rest : [...rest, product].slice(-2);
}

function isSame<T extends Message | Turn>(one: T, other: T): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
