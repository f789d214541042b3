/** net/waking.ts: waits that end early when there is reason to look at once: the net is back, the page is looked at. */

const WAKES = ["online", "focus", "pageshow"] as const;

/** Calls `wake` each time; gives what ends that. */
export function onWaking(wake: () => void): () => void {
  const seen = () => void (document.visibilityState === "visible" && wake());
  for (const name of WAKES) addEventListener(name, wake);
  document.addEventListener("visibilitychange", seen);
  return () => {
    for (const name of WAKES) removeEventListener(name, wake);
    document.removeEventListener("visibilitychange", seen);
  };
}

/** Over after `ms`, or as soon as there is reason to look. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      off();
      resolve();
    };
    const off = onWaking(end);
    const timer = setTimeout(end, ms);
  });
}
