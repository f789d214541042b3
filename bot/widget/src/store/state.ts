/** store/state.ts: all that the panel shows, as one value. It is never changed, only replaced: see reduce.ts. */

import type { Message, PersonState, Say, Status } from "../contract/types";

/** One message and where it stands in its turn; what staff said stands from position 1000 on. */
export interface Entry {
  position: number;
  message: Message;
  /** It came while the page was open: a form that came so stays open. */
  live: boolean;
  /** When, in UTC. */
  at: string | null;
}

/** One sentence of the shopper's and what followed it. */
export interface Turn {
  turn: number;
  said: string | null;
  /** When, in UTC; null where the gateway has not told. */
  at: string | null;
  status: Status;
  entries: readonly Entry[];
}

/** What the shopper wrote and the gateway has not taken yet. */
export interface Pending {
  key: string;
  title: string;
  body: Say;
  /** Known once the gateway has begun to answer. */
  turn: number | null;
  waiting: boolean;
}

/** How the way to the gateway is. */
export type Line = "up" | "offline" | "unreachable";

/** A product that is to be set beside another. */
export interface Chosen {
  itemId: string;
  name: string;
}

export interface State {
  ready: boolean;
  conversation: number | null;
  /** In their order. */
  turns: readonly Turn[];
  pending: readonly Pending[];
  typing: boolean;
  person: PersonState;
  line: Line;
  /** How the start of the shop goes on, as a sentence; null where it can answer. */
  progress: string | null;
  /** The gateway's own sentence on what it refused or puts off. */
  notice: string | null;
  compare: readonly Chosen[];
  given: ReadonlySet<string>;
  open: boolean;
  unread: number;
}

export const EMPTY: State = {
  ready: false,
  conversation: null,
  turns: [],
  pending: [],
  typing: false,
  person: { state: "none", name: null },
  line: "up",
  progress: null,
  notice: null,
  compare: [],
  given: new Set(),
  open: false,
  unread: 0,
};
