/** view/panel.ts: the panel: a bar, the talk, a line on how things are, and where to write. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { State, Turn } from "../store/state";
import { fill } from "../words/words";
import "./composer";
import { icon } from "./icons";
import "./menu";
import { define, newId, Part } from "./part";
import { replyList } from "./replies";
import { type Scene, Watching } from "./scene";
import { Scrolling } from "./scrolling";
import { shopperBubble } from "./text";
import "./turn";

/** As launcher.css and panel.css have it: below, the panel is as large as the screen. */
const PHONE = "(max-width: 519px)";
const FOCUSABLE = 'a[href]:not([tabindex="-1"]),button:not([tabindex="-1"]),textarea,input,select,[tabindex="0"]';

/** So many turns are drawn in one frame; older ones come when there is time, or as the reader nears them. */
const AT_ONCE = 1;
const REST_MS = 60;
const AHEAD_PX = 1200;

/** <daogou-panel>: all that is seen of the chat.  @prop scene
 *  Keyboard: Escape closes it; where it is as large as the screen, Tab stays within. */
export class PanelPart extends Part {
  static override properties = { scene: { attribute: false }, behind: { state: true }, drawn: { state: true } };
  declare scene: Scene;
  declare behind: boolean;
  /** How many of the newest turns are drawn. */
  declare drawn: number;
  readonly #title = newId();
  #state: Watching<State> | null = null;
  #scrolling: Scrolling | null = null;
  #shown: State | null = null;
  #drawing = false;

  constructor() {
    super();
    this.drawn = 2;
  }

  protected override willUpdate(): void {
    this.#state ??= new Watching(this, this.scene.store, (state) => state);
    // What is drawn stays drawn when the talk goes on.
    const all = this.#state.value.turns.length;
    if (this.#shown?.ready) this.drawn += Math.max(0, all - this.#shown.turns.length);
  }

  protected override firstUpdated(): void {
    const log = this.querySelector<HTMLElement>(".log");
    if (!log) return;
    this.#scrolling = new Scrolling(log, (follows) => (this.behind &&= !follows));
    log.addEventListener("scroll", () => this.#drawOlder(), { passive: true });
  }

  protected override updated(): void {
    const now = this.scene.store.state;
    const before = this.#shown;
    this.#shown = now;
    if (!before || now.turns !== before.turns || now.pending !== before.pending || now.typing !== before.typing) {
      void this.#moveOn(now, before);
    }
  }

  /** The panel is opened. */
  show(withFocus: boolean): void {
    this.#drawOlder();
    if (withFocus) this.focus();
    else this.#scrolling?.follow(this.#newest());
  }

  /** On a phone its keyboard would hide the half of it, so that the focus goes to the panel. */
  override focus(): void {
    const isTouched = matchMedia("(pointer: coarse)").matches;
    if (isTouched) this.querySelector<HTMLElement>(".panel")?.focus({ preventScroll: true });
    else this.querySelector<HTMLElement>("daogou-composer")?.focus();
    this.#scrolling?.follow(this.#newest());
  }

  protected override render(): TemplateResult {
    const { scene } = this;
    const state = this.#state?.value ?? scene.store.state;
    const isPhone = matchMedia(PHONE).matches;
    return html`<div class="panel" part="panel" role="dialog" aria-modal=${isPhone} aria-labelledby=${this.#title} tabindex="-1" dir=${scene.direction} @keydown=${this.#onKey} @click=${this.#onClick}>
      ${this.#bar(state)}
      <div class="log" role="region" aria-label=${scene.words.log} tabindex="0">
        ${state.turns.length || !state.ready ? nothing : this.#welcome()}
        ${repeat(this.#dated(state.turns.slice(-this.drawn)), ([key]) => key, ([, shown]) => shown)}
        ${state.pending.filter((one) => one.turn === null).map((one) => this.#unsent(one.title, one.waiting))}
        ${this.#isTyping(state) ? html`<div class="typing"><span class="unseen">${scene.words.typing}</span><i></i><i></i><i></i></div>` : nothing}
      </div>
      <div class="foot">
        ${this.behind ? html`<button type="button" class="newest" @click=${this.#toNewest}>${icon("down")}${scene.words.newest}</button>` : nothing}
        ${this.#line(state)} ${this.#compare(state)}
        <daogou-composer .scene=${scene}></daogou-composer>
      </div>
    </div>`;
  }

  /** What to begin with. */
  #welcome(): TemplateResult {
    const { words, welcome, say } = this.scene;
    const starters = words.starters.map((title) => ({ title }));
    return html`<div class="entry"><div class="bubble shop">${welcome}</div></div>
      <div class="entry">${replyList(starters, ({ title }) => say(title), words.replies)}</div>`;
  }

  #bar({ person }: State): TemplateResult {
    const { words, title } = this.scene;
    const who =
      person.state === "taken" && person.name
        ? fill(words.person_here, { name: person.name })
        : person.state === "waiting"
          ? words.person_waiting
          : null;
    return html`<header class="bar">
      <span class="mark">${icon("chat")}</span>
      <div class="who"><h2 id=${this.#title}>${title}</h2>${who ? html`<p class="here">${who}</p>` : nothing}</div>
      <daogou-menu .scene=${this.scene}></daogou-menu>
      <button type="button" class="round" aria-label=${words.close} @click=${() => this.scene.close()}>${icon("close")}</button>
    </header>`;
  }

  /** The turns, with a line where a new day begins. */
  #dated(turns: readonly Turn[]): [string, TemplateResult][] {
    const shown: [string, TemplateResult][] = [];
    const { format } = this.scene;
    const last = turns.at(-1);
    let day = "";
    for (const turn of turns) {
      const today = turn.at ? format.day(turn.at) : day;
      if (today !== day) shown.push([`day ${today}`, html`<p class="day"><span>${today}</span></p>`]);
      day = today;
      shown.push([`${turn.turn}`, html`<daogou-turn .turn=${turn} .last=${turn === last} .scene=${this.scene}></daogou-turn>`]);
    }
    return shown;
  }

  #unsent(title: string, waiting: boolean): TemplateResult {
    const { scene } = this;
    const note = waiting ? html`<small class="late">${scene.words.unsent}</small>` : nothing;
    return html`<div class=${waiting ? "entry unsent" : "entry new"}>${shopperBubble(title, scene, note)}</div>`;
  }

  /** As the gateway says; where its stream does not come through, as long as a sentence of ours is unanswered. */
  #isTyping({ typing, pending, person, line }: State): boolean {
    if (typing) return true;
    return line === "up" && person.state !== "taken" && pending.some((one) => !one.waiting);
  }

  /** A shop that tells how its start goes on is reached, whatever else does not come through. */
  #line({ line, progress, notice }: State): TemplateResult | typeof nothing {
    const { words } = this.scene;
    const sentence = line === "offline" ? words.offline : (progress ?? (line === "unreachable" ? words.unreachable : notice));
    return sentence ? html`<p class="line">${sentence}</p>` : nothing;
  }

  #compare({ compare }: State): TemplateResult | typeof nothing {
    const [first, second] = compare;
    if (!first) return nothing;
    const { words } = this.scene;
    const names = { first: first.name, second: second?.name ?? "" };
    return html`<div class="compare">
      <p>${fill(second ? words.compare_two : words.compare_one, names)}</p>
      ${second ? html`<button type="button" class="main" @click=${() => this.#compareNow(fill(words.compare_sentence, names))}>${words.compare_go}</button>` : nothing}
      <button type="button" class="round" aria-label=${words.compare_stop} @click=${() => this.#stopComparing()}>${icon("close")}</button>
    </div>`;
  }

  #compareNow(sentence: string): void {
    this.#stopComparing();
    this.scene.say(sentence);
  }

  #stopComparing(): void {
    this.scene.store.happen({ what: "compare_stop" });
    this.querySelector<HTMLElement>("daogou-composer")?.focus();
  }

  async #moveOn(now: State, before: State | null): Promise<void> {
    // The parts of a turn are drawn after the turn: only then is it as tall as it will be.
    await Promise.all([...this.querySelectorAll<Part>("daogou-turn:last-of-type")].map((part) => part.updateComplete));
    await new Promise(requestAnimationFrame);
    const isMine = now.pending.length > (before?.pending.length ?? 0);
    this.#drawOlder();
    if (isMine || !before?.ready || this.#scrolling?.follows) this.#scrolling?.follow(this.#newest());
    else if (count(now) > count(before)) this.behind = true;
  }

  /** What is put above the reader's place must not move it: not every browser keeps it by itself. */
  #drawOlder(): void {
    const log = this.querySelector(".log");
    const all = this.scene.store.state.turns.length;
    if (!log || this.#drawing || this.drawn >= all || !log.clientHeight) return;
    const isFar = log.scrollTop > AHEAD_PX;
    if (isFar && !this.#scrolling?.follows) return;
    this.#drawing = true;
    const below = log.scrollHeight - log.scrollTop;
    this.drawn += AT_ONCE;
    requestAnimationFrame(() => {
      if (this.#scrolling?.follows) this.#scrolling.follow(this.#newest());
      else log.scrollTop = log.scrollHeight - below;
      const goOn = () => {
        this.#drawing = false;
        this.#drawOlder();
      };
      if (isFar) setTimeout(goOn, REST_MS);
      else goOn();
    });
  }

  #newest(): Element | null {
    const log = this.querySelector(".log");
    const { pending } = this.scene.store.state;
    if (pending.some((one) => one.turn === null)) return null;
    return log?.querySelector("daogou-turn:last-of-type") ?? null;
  }

  #toNewest(): void {
    this.behind = false;
    this.#scrolling?.follow(null);
    this.querySelector<HTMLElement>("daogou-composer")?.focus();
  }

  /** On a phone the panel would hide the page that a link leads to. */
  #onClick(event: Event): void {
    if ((event.target as Element).closest("[target=_self]") && matchMedia(PHONE).matches) this.scene.close();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.scene.close();
    } else if (event.key === "Tab" && matchMedia(PHONE).matches) this.#keepWithin(event);
  }

  #keepWithin(event: KeyboardEvent): void {
    const stops = [...this.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.checkVisibility());
    const focused = (this.getRootNode() as ShadowRoot).activeElement;
    const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
    if (!first || focused !== last) return;
    event.preventDefault();
    first.focus();
  }
}

function count(state: State): number {
  return state.turns.reduce((sum, turn) => sum + turn.entries.length, 0);
}

define("daogou-panel", PanelPart);
