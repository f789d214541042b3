/** net/health.ts: says how the start of the shop goes on, until a sentence can be answered. */

import type { Health } from "../contract/types";
import { fill, type Words } from "../words/words";
import type { Gateway } from "./gateway";
import { pause } from "./waking";

/** A start is told of by the second; what is away may be so for long, and is asked for less and less often. */
const EVERY_MS = 1000;
const LONGEST_MS = 15_000;
let watching = false;

/** `tell` is given a sentence, and null at the end; `away` is called where nothing tells how the shop is.
 *  A second watch at once does nothing. */
export async function watchHealth(
  gateway: Gateway,
  words: Words,
  tell: (sentence: string | null) => void,
  away?: () => void,
): Promise<void> {
  if (watching) return;
  watching = true;
  const began = Date.now();
  let wait = EVERY_MS;
  for (;;) {
    const health = await gateway.health().catch(() => null);
    if (!health) away?.();
    if (!health || health.status === "ok") break;
    tell(described(health, words, began));
    wait = health.status === "starting" ? EVERY_MS : Math.min(wait * 2, LONGEST_MS);
    await pause(wait);
  }
  tell(null);
  watching = false;
}

function described(health: Health, words: Words, began: number): string {
  if (health.status === "degraded") return words.degraded;
  const since = (seconds: number) => Math.max(0, Math.round(Date.now() / 1000 - seconds));
  if (!health.steps) return fill(words.starting_plain, { seconds: since(began / 1000) });
  const { step, of, what, since: begun } = health.steps;
  return fill(words.starting, { step, of, what: words.steps[what] ?? what, seconds: since(begun) });
}
