/** view/composer.ts: where the shopper writes. It is never shut, whatever goes on. */

import { html, type TemplateResult } from "lit-html";
import { icon } from "./icons";
import { define, newId, Part } from "./part";
import type { Scene } from "./scene";

const TALLEST_PX = 132;

/** <daogou-composer>: the field and its button.  @prop scene
 *  Keyboard: Enter sends, Shift+Enter begins a line. What stands here is kept over a reload. */
export class ComposerPart extends Part {
  static override properties = { scene: { attribute: false }, text: { state: true } };
  declare scene: Scene;
  declare text: string;
  readonly #id = newId();

  constructor() {
    super();
    this.text = "";
  }

  protected override firstUpdated(): void {
    this.text = this.scene.talk.draft;
    this.scene.talk.giveBack = (text) => {
      this.#write(this.text ? `${text}\n${this.text}` : text);
    };
  }

  protected override updated(): void {
    const field = this.#field;
    if (!field) return;
    if (field.value !== this.text) field.value = this.text;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
  }

  override focus(): void {
    this.#field?.focus();
  }

  protected override render(): TemplateResult {
    const { words } = this.scene;
    return html`<form class="write" @submit=${this.#onSubmit}>
      <label class="unseen" for=${this.#id}>${words.write}</label>
      <textarea id=${this.#id} rows="1" placeholder=${words.hint} enterkeyhint="send" autocomplete="off" dir="auto" @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
      <button type="submit" class="send" aria-label=${words.send} data-ready=${Boolean(this.text.trim())}>${icon("send")}</button>
    </form>`;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  #write(text: string): void {
    this.text = text;
    this.scene.talk.draft = text;
  }

  #onInput(event: Event): void {
    this.#write((event.target as HTMLTextAreaElement).value);
  }

  /** Enter while a Chinese word is still being composed chooses the word; Safari tells of that by a key code alone. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.querySelector("form")?.requestSubmit();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const text = this.text.trim();
    this.focus();
    if (!text) return;
    this.#write("");
    this.scene.say(text);
  }
}

define("daogou-composer", ComposerPart);
