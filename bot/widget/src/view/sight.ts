/** view/sight.ts: tells when something was really seen: at least half of it, for a second, on a page that is looked at. */

const HALF = 0.5;
const SECOND_MS = 1000;

export class Sight {
  readonly #timers = new WeakMap<Element, number>();
  readonly #calls = new WeakMap<Element, () => void>();
  readonly #observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#look(entry)), {
    threshold: HALF,
  });

  /** Calls `seen` once. */
  watch(element: Element, seen: () => void): void {
    this.#calls.set(element, seen);
    this.#observer.observe(element);
  }

  leave(element: Element): void {
    clearTimeout(this.#timers.get(element));
    this.#observer.unobserve(element);
  }

  #look({ target, intersectionRatio }: IntersectionObserverEntry): void {
    clearTimeout(this.#timers.get(target));
    if (intersectionRatio >= HALF) this.#timers.set(target, window.setTimeout(() => this.#seen(target), SECOND_MS));
  }

  #seen(target: Element): void {
    if (document.visibilityState !== "visible") {
      this.#timers.set(target, window.setTimeout(() => this.#seen(target), SECOND_MS));
      return;
    }
    this.leave(target);
    this.#calls.get(target)?.();
  }
}
