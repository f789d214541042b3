/** view/carousel.ts: products side by side, by the ARIA practice of a carousel. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Cards } from "../contract/types";
import { fill } from "../words/words";
import "./card";
import { icon } from "./icons";
import { define, Part } from "./part";
import type { Scene } from "./scene";
import { spokenCard } from "./spoken";

/** Without a move for so long, it has come to rest: not every browser says so. */
const STILL_MS = 120;

/** <daogou-carousel>: the cards of one message.
 *  @prop message  @prop turn  @prop scene
 *  Keyboard: arrows, Home and End move between the products; Tab goes through the buttons of the present one. */
export class CarouselPart extends Part {
  static override properties = {
    message: { attribute: false },
    turn: { attribute: false },
    scene: { attribute: false },
    current: { state: true },
  };
  declare message: Cards;
  declare turn: number;
  declare scene: Scene;
  declare current: number;
  #timer = 0;

  constructor() {
    super();
    this.current = 0;
  }

  protected override render(): TemplateResult {
    const { cards } = this.message;
    const { words, format } = this.scene;
    const count = cards.length;
    return html`<section class="carousel" role="group" aria-roledescription=${words.carousel} aria-label=${fill(words.products, { count })} @keydown=${this.#onKey}>
      <div class="rail" @scroll=${this.#onScroll}>
        ${cards.map(
          (card, place) => html`<div
            class="slide"
            role="group"
            aria-roledescription=${words.slide}
            aria-label=${spokenCard(card, place, count, words, format)}
            tabindex=${place === this.current ? 0 : -1}
            @focusin=${() => (this.current = place)}
          >
            <daogou-card .card=${card} .turn=${this.turn} .rank=${place + 1} .scene=${this.scene} .current=${place === this.current}></daogou-card>
          </div>`,
        )}
      </div>
      ${count > 1
        ? html`<div class="steps">
            <button type="button" class="step" aria-label=${words.previous} aria-disabled=${this.current === 0} @click=${() => this.#go(this.current - 1, false)}>${icon("back")}</button>
            <span aria-hidden="true">${this.current + 1} / ${count}</span>
            <button type="button" class="step" aria-label=${words.next} aria-disabled=${this.current === count - 1} @click=${() => this.#go(this.current + 1, false)}>${icon("forth")}</button>
          </div>`
        : nothing}
    </section>`;
  }

  get #rail(): HTMLElement | null {
    return this.querySelector(".rail");
  }

  #onKey(event: KeyboardEvent): void {
    const isMirrored = getComputedStyle(this).direction === "rtl";
    const steps: Record<string, number> = {
      ArrowRight: this.current + (isMirrored ? -1 : 1),
      ArrowLeft: this.current + (isMirrored ? 1 : -1),
      Home: 0,
      End: this.message.cards.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#go(to, !(event.target as Element).closest(".step"));
  }

  /** Bring a product to the front; with `focus` the reader goes along. */
  #go(place: number, focus: boolean): void {
    const to = Math.max(0, Math.min(place, this.message.cards.length - 1));
    const rail = this.#rail;
    const slide = rail?.children[to] as HTMLElement | undefined;
    const first = rail?.children[0] as HTMLElement | undefined;
    if (!rail || !slide || !first) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.current = to;
    // Focus first: it would scroll by itself, and at once.
    if (focus) slide.focus({ preventScroll: true });
    rail.scrollTo({ left: slide.offsetLeft - first.offsetLeft, behavior: calm ? "auto" : "smooth" });
  }

  #onScroll(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#settle(), STILL_MS);
  }

  /** Where fingers moved it, the first product that is seen whole is the present one. */
  #settle(): void {
    const rail = this.#rail;
    if (!rail || rail.matches(":focus-within")) return;
    const edges = rail.getBoundingClientRect();
    const isWhole = (slide: Element) => {
      const { left, right } = slide.getBoundingClientRect();
      return left >= edges.left - 4 && right <= edges.right + 4;
    };
    const slides = [...rail.children];
    const shown = slides[this.current];
    if (shown && isWhole(shown)) return;
    const place = slides.findIndex(isWhole);
    if (place >= 0) this.current = place;
  }
}

define("daogou-carousel", CarouselPart);
