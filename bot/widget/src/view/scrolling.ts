/** view/scrolling.ts: keeps the newest in sight, for as long as the reader does not look at something older. */

const NEAR_PX = 48;
const ABOVE_PX = 12;

export class Scrolling {
  #follows = true;
  #put = 0;

  constructor(
    private readonly scroller: HTMLElement,
    /** Whether the newest is in sight. */
    private readonly told: (follows: boolean) => void,
  ) {
    scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
  }

  get follows(): boolean {
    return this.#follows;
  }

  /** Show the newest: all of it, or its beginning where it is taller than the panel. */
  follow(newest: Element | null): void {
    this.#set(true);
    const { scroller } = this;
    const bottom = scroller.scrollHeight - scroller.clientHeight;
    const top = newest
      ? newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - ABOVE_PX
      : bottom;
    this.#put = Math.min(bottom, Math.max(0, top));
    scroller.scrollTop = this.#put;
  }

  #onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const isNearEnd = scrollHeight - clientHeight - scrollTop < NEAR_PX;
    this.#set(isNearEnd || Math.abs(scrollTop - this.#put) < 2);
  }

  #set(follows: boolean): void {
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.told(follows);
  }
}
