/** view/card.ts: one product, the true reason for showing it, and what can be done with it. */

import type { PropertyValues } from "@lit/reactive-element";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Card, Reply } from "../contract/types";
import type { DeedName, Place } from "../net/deeds";
import { fill } from "../words/words";
import { icon } from "./icons";
import { define, newId, Part } from "./part";
import { drawnPicture } from "./picture";
import { type Scene, Watching } from "./scene";

const FACTS = 3;

/** <daogou-card>: a product card.
 *  @prop card  @prop turn  @prop rank (from 1)  @prop scene  @prop current: whether Tab stops at its buttons
 *  Keyboard: Tab goes through its buttons; Escape closes its further choices. */
export class CardPart extends Part {
  static override properties = {
    card: { attribute: false },
    turn: { attribute: false },
    rank: { attribute: false },
    scene: { attribute: false },
    current: { attribute: false },
    taste: { state: true },
    more: { state: true },
    broken: { state: true },
  };
  declare card: Card;
  declare turn: number;
  declare rank: number;
  declare scene: Scene;
  declare current: boolean;
  declare taste: "like" | "dislike" | null;
  declare more: boolean;
  declare broken: boolean;
  readonly #id = newId();
  #compare: Watching<boolean> | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("scene")) {
      this.#compare = new Watching(this, this.scene.store, ({ compare }) =>
        compare.some((one) => one.itemId === this.card.item_id),
      );
    }
  }

  protected override firstUpdated(): void {
    this.scene.sight.watch(this, () => {
      const place = this.#place();
      if (place) this.scene.deeds.seen(this.card, place);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scene.sight.leave(this);
  }

  protected override render(): TemplateResult {
    const { card, scene } = this;
    return html`<article class=${this.taste === "dislike" ? "card refused" : "card"}>
      ${this.#picture()} ${this.#tastes()}
      <div class="inside">
        <h3>${this.#named()}</h3>
        ${card.price === null ? nothing : this.#price(card.price)}
        ${card.reason ? html`<p class="reason" title=${scene.words.why}>${icon("spark")}<span>${card.reason}</span></p>` : nothing}
        ${this.#facts()}
      </div>
      ${this.#buttons()}
    </article>`;
  }

  #picture(): TemplateResult {
    const address = this.broken ? null : this.scene.format.picture(this.card.image);
    const shown = address
      ? html`<img src=${address.href} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${() => (this.broken = true)} />`
      : drawnPicture(this.card.name);
    const page = this.scene.format.address(this.card.url);
    // The name beside it is the same link: one of the two is enough for Tab and for those who listen.
    return page
      ? html`<a class="picture" tabindex="-1" aria-hidden="true" href=${page.href} target=${target(page)} rel="noopener" @click=${() => this.#did("select_item")}>${shown}</a>`
      : html`<div class="picture">${shown}</div>`;
  }

  #named(): TemplateResult {
    const page = this.scene.format.address(this.card.url);
    return page
      ? html`<a href=${page.href} target=${target(page)} rel="noopener" tabindex=${this.#tab} @click=${() => this.#did("select_item")}>${this.card.name}</a>`
      : html`${this.card.name}`;
  }

  #price(price: string): TemplateResult {
    const { card, scene } = this;
    const { format, words } = scene;
    const state = !card.in_stock ? "out" : card.stock ? "few" : "";
    return html`<p class="price">
      <strong>${format.money(price, card.currency)}</strong>
      ${card.old_price
        ? html`<del><span class="unseen">${fill(words.old_price, { price: "" })}</span>${format.money(card.old_price, card.currency)}</del>`
        : nothing}
      <span class="stock ${state}">${format.stock(card)}</span>
    </p>`;
  }

  #facts(): TemplateResult | typeof nothing {
    const facts = Object.entries(this.card.attributes).slice(0, FACTS);
    if (!facts.length) return nothing;
    return html`<dl class="facts">
      ${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${String(value)}</dd></div>`)}
    </dl>`;
  }

  #tastes(): TemplateResult {
    const { words } = this.scene;
    const button = (taste: "like" | "dislike", shape: "heart" | "away") => html`<button
      type="button"
      class="taste ${taste}"
      tabindex=${this.#tab}
      aria-pressed=${this.taste === taste}
      aria-label=${fill(words[taste], { name: this.card.name })}
      @click=${() => this.#judge(taste)}
    >
      ${icon(shape)}
    </button>`;
    return html`<div class="tastes">${button("like", "heart")}${button("dislike", "away")}</div>`;
  }

  /** What can be bought offers that first; the rest of the choices but one stand behind a button. */
  #buttons(): TemplateResult {
    const { card, scene } = this;
    const buy = card.actions.find(({ kind }) => kind === "add");
    const [first, ...rest] = card.actions.filter((one) => one !== buy);
    const { words } = scene;
    const isChosen = this.#compare?.value ?? false;
    return html`<div class="buttons">
      ${buy ? this.#reply(buy, "main") : nothing}
      ${first ? this.#reply(first, "plain") : nothing}
      <button type="button" class="plain" tabindex=${this.#tab} aria-pressed=${isChosen} aria-label=${fill(words.compare_about, { name: card.name })} @click=${() => this.#compareThis()}>
        ${words.compare}
      </button>
      ${rest.length
        ? html`<button type="button" class="plain square" tabindex=${this.#tab} aria-label=${fill(words.more, { name: card.name })} aria-expanded=${Boolean(this.more)} aria-controls=${this.#id} @click=${() => (this.more ? this.#fold() : this.#unfold())}>
              ${icon("menu")}
            </button>
            <div id=${this.#id} class="rest" ?hidden=${!this.more} @keydown=${this.#onKey}>
              ${rest.map((reply) => this.#reply(reply, "plain"))}
            </div>`
        : nothing}
    </div>`;
  }

  #reply(reply: Reply, look: string): TemplateResult {
    return html`<button
      type="button"
      class=${look}
      tabindex=${this.#tab}
      aria-label="${reply.title}: ${this.card.name}"
      @click=${() => {
        if (reply.kind === "add") this.#did("add_to_cart");
        if (reply.kind === "details") this.#did("select_item");
        if (this.more) this.#fold();
        this.scene.choose(reply);
      }}
    >
      ${reply.title}
    </button>`;
  }

  get #tab(): string {
    return this.current ? "0" : "-1";
  }

  #unfold(): void {
    this.more = true;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".rest button")?.focus());
  }

  /** The focus must not go with what is folded away. */
  #fold(): void {
    this.more = false;
    this.querySelector<HTMLElement>("[aria-expanded]")?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#fold();
  }

  #judge(taste: "like" | "dislike"): void {
    if (this.taste === taste) return;
    this.taste = taste;
    this.#did(`daogou_${taste}`);
  }

  #compareThis(): void {
    if (!this.#compare?.value) this.#did("daogou_compare");
    this.scene.store.happen({ what: "compare", product: { itemId: this.card.item_id, name: this.card.name } });
  }

  #did(name: DeedName): void {
    const place = this.#place();
    if (place) this.scene.deeds.done(name, this.card, place);
  }

  #place(): Place | null {
    const { conversation } = this.scene.store.state;
    return conversation === null ? null : { conversation, turn: this.turn, rank: this.rank };
  }
}

/** A page of the site that the shopper is on stays in its window. */
function target(page: URL): string {
  return page.origin === location.origin ? "_self" : "_blank";
}

define("daogou-card", CardPart);
