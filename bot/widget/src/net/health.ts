/** net/health.ts: says how the start of the shop goes on, until a sentence can be answered. */

import type { Health } from "../contract/types";
import { fill, type Words } from "../words/words";
import type { Gateway } from "./gateway";
import { pause } from "./waking";

const EVERY_MS = 1000;
let watching = false;

/** `tell` is given a sentence, and null at the end; a second watch at once does nothing. */
export async function watchHealth(
  gateway: Gateway,
  words: Words,
  tell: (sentence: string | null) => void,
): Promise<void> {
  if (watching) return;
  watching = true;
  const began = Date.now();
  for (;;) {
    // Where it cannot be asked, the line says that the shop is not reached; that is not said twice.
    const health = await gateway.health().catch(() => null);
    if (!health || health.status === "ok") break;
    tell(described(health, words, began));
    await pause(EVERY_MS);
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
