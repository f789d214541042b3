/** view/menu.ts: what is done with the talk as a whole. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "./icons";
import { define, newId, Part } from "./part";
import type { Scene } from "./scene";

/** <daogou-menu>: start again, download, forget me.  @prop scene
 *  Keyboard: Escape shuts it, and the focus is on its button again. */
export class MenuPart extends Part {
  static override properties = { scene: { attribute: false }, shown: { state: true } };
  declare scene: Scene;
  declare shown: "nothing" | "choices" | "question";
  readonly #id = newId();

  constructor() {
    super();
    this.shown = "nothing";
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget as Node)) this.shown = "nothing";
    });
  }

  protected override render(): TemplateResult {
    const isOpen = this.shown !== "nothing";
    return html`<button type="button" class="round" aria-label=${this.scene.words.menu} aria-expanded=${isOpen} aria-controls=${this.#id} @click=${() => this.#show(isOpen ? "nothing" : "choices")}>
        ${icon("menu")}
      </button>
      <div id=${this.#id} class="menu" ?hidden=${!isOpen}>
        ${this.shown === "choices" ? this.#choices() : this.shown === "question" ? this.#question() : nothing}
      </div>`;
  }

  #choices(): TemplateResult {
    const { words } = this.scene;
    return html`<button type="button" @click=${() => this.#show("question")}>${icon("again")}${words.start_again}</button>
      <button type="button" @click=${this.#download}>${icon("save")}${words.transcript}</button>
      <button type="button" @click=${this.#forget}>${icon("forget")}${words.forget}</button>`;
  }

  #question(): TemplateResult {
    const { words } = this.scene;
    return html`<p id="${this.#id}-sure">${words.start_again_sure}</p>
      <button type="button" class="sure" aria-describedby="${this.#id}-sure" @click=${this.#startAgain}>${words.yes}</button>
      <button type="button" @click=${() => this.#shut()}>${words.no}</button>`;
  }

  #show(what: "nothing" | "choices" | "question"): void {
    this.shown = what;
    if (what !== "nothing") void this.updateComplete.then(() => this.querySelector<HTMLElement>(".menu button")?.focus());
  }

  #shut(): void {
    this.shown = "nothing";
    this.querySelector<HTMLElement>(".round")?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.shown === "nothing") return;
    event.stopPropagation();
    this.#shut();
  }

  async #startAgain(): Promise<void> {
    this.#shut();
    await this.#tried(this.scene.talk.startAgain());
  }

  async #download(): Promise<void> {
    this.#shut();
    const talk = await this.#tried(this.scene.talk.gateway.transcript());
    if (!talk) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(talk);
    link.download = this.scene.words.transcript_file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** The bot asks once more before it forgets: what it says then is the shop's. */
  #forget(): void {
    this.#shut();
    this.scene.say(this.scene.words.forget_sentence);
  }

  async #tried<T>(doing: Promise<T>): Promise<T | null> {
    try {
      return await doing;
    } catch (error) {
      const sentence = error instanceof Error && error.message ? error.message : this.scene.words.not_now;
      this.scene.store.happen({ what: "notice", sentence });
      return null;
    }
  }
}

define("daogou-menu", MenuPart);
