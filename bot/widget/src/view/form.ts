/** view/form.ts: something to fill in. What is filled in goes to the shop's database alone, and is kept in no browser. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { FilledForm, Form, FormField } from "../contract/types";
import { Again, Refused } from "../net/gateway";
import { newKey } from "../net/outbox";
import { pause } from "../net/waking";
import { fill } from "../words/words";
import { define, newId, Part } from "./part";
import type { Scene } from "./scene";

const KEEP_AFTER_MS = 800;

/** <daogou-form>: one form.
 *  @prop message  @prop place (its own in the talk)  @prop folded: shown as a button until it is asked for  @prop scene
 *  A field that is not filled in as it must be says so beside it, and the first of them has the focus. */
export class FormPart extends Part {
  static override properties = {
    message: { attribute: false },
    place: { attribute: false },
    folded: { attribute: false },
    scene: { attribute: false },
    opened: { state: true },
    faults: { state: true },
    told: { state: true },
    busy: { state: true },
  };
  declare message: Form;
  declare place: string;
  declare folded: boolean;
  declare scene: Scene;
  declare opened: boolean;
  declare faults: Record<string, string>;
  declare told: string;
  declare busy: boolean;
  readonly #id = newId();
  readonly #values = new Map<string, string>();
  #key = newKey();
  #timer = 0;
  #asked = false;
  #keeping: Promise<unknown> = Promise.resolve();

  constructor() {
    super();
    this.faults = {};
    this.told = "";
  }

  protected override render(): TemplateResult {
    const { message, scene } = this;
    if (this.folded && !this.opened) {
      return html`<button type="button" class="reply" @click=${() => (this.opened = true)}>
        ${fill(scene.words.form_folded, { title: message.title })}
      </button>`;
    }
    if (!this.#asked) void this.#takeUpAgain();
    return html`<form class="box form" novalidate aria-labelledby=${this.#id} @submit=${this.#onSubmit}>
      <h3 id=${this.#id}>${message.title}</h3>
      ${message.fields.map((field) => this.#field(field))}
      ${this.told ? html`<p class="fault">${this.told}</p>` : nothing}
      <button type="submit" class="main" aria-disabled=${Boolean(this.busy)}>${message.submit}</button>
    </form>`;
  }

  #field(field: FormField): TemplateResult {
    const id = `${this.#id}-${field.name}`;
    const fault = this.faults[field.name] ?? "";
    return html`<div class="field">
      <label for=${id}>${field.label}${field.required ? nothing : html` <span>${this.scene.words.optional}</span>`}</label>
      ${this.#control(field, id, fault)}
      <p id="${id}-fault" class="fault" ?hidden=${!fault}>${fault}</p>
    </div>`;
  }

  #control(field: FormField, id: string, fault: string): TemplateResult {
    const value = this.#values.get(field.name) ?? "";
    const changed = (event: Event) => this.#changed(field.name, (event.target as HTMLInputElement).value);
    const invalid = fault ? "true" : "false";
    if (field.type === "select") {
      return html`<select id=${id} name=${field.name} autocomplete=${field.autocomplete as AutoFill} ?required=${field.required} aria-invalid=${invalid} aria-describedby="${id}-fault" @change=${changed}>
        <option value="" ?selected=${!value}>${this.scene.words.choose}</option>
        ${field.choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`)}
      </select>`;
    }
    if (field.type === "textarea") {
      return html`<textarea id=${id} name=${field.name} rows="3" maxlength=${field.longest} autocomplete=${field.autocomplete as AutoFill} ?required=${field.required} aria-invalid=${invalid} aria-describedby="${id}-fault" .value=${value} @input=${changed}></textarea>`;
    }
    return html`<input id=${id} name=${field.name} type=${field.type} maxlength=${field.longest} autocomplete=${field.autocomplete as AutoFill} ?required=${field.required} aria-invalid=${invalid} aria-describedby="${id}-fault" .value=${value} @input=${changed} />`;
  }

  /** What was filled in before is only in the shop's database: it is asked for when the form is shown. */
  async #takeUpAgain(): Promise<void> {
    this.#asked = true;
    try {
      const kept = await this.scene.talk.gateway.form(this.message.form);
      for (const { name, value } of kept.fields) {
        if (value && !this.#values.has(name)) this.#values.set(name, value);
      }
      this.requestUpdate();
    } catch (error) {
      if (error instanceof Refused) this.told = error.message;
    }
  }

  /** Another content is another request; it is kept when the typing pauses, so that an older state never comes last. */
  #changed(name: string, value: string): void {
    this.#values.set(name, value);
    this.#key = newKey();
    if (this.faults[name]) this.faults = { ...this.faults, [name]: "" };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#keeping = this.#keeping.then(() => this.scene.talk.gateway.keepForm(this.#filled())).catch(() => undefined);
    }, KEEP_AFTER_MS);
  }

  #filled(): FilledForm {
    const values = Object.fromEntries(this.message.fields.map(({ name }) => [name, this.#values.get(name) ?? ""]));
    return { form: this.message.form, values, done: true };
  }

  /** The browser may have filled fields in without telling: they are read as they stand. */
  #read(): void {
    for (const control of this.querySelectorAll<HTMLInputElement>("[name]")) this.#values.set(control.name, control.value);
  }

  async #onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.#timer);
    this.#read();
    await this.#keeping;
    const key = this.#key;
    const filled = this.#filled();
    try {
      // Changed while it waits, it is another form, and the shopper's to give off; a talk that is over waits for none.
      while (this.isConnected && key === this.#key && (await this.#isPutOff(filled, key)));
    } finally {
      this.busy = false;
    }
  }

  /** One try; whether it has to be repeated. */
  async #isPutOff(filled: FilledForm, key: string): Promise<boolean> {
    try {
      await this.scene.talk.give(filled, key);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Again)) throw error;
      await this.#tell(error);
      if (error instanceof Refused) return false;
      await pause(error.pause);
      return true;
    }
    // The form goes, and the focus must not go with it.
    this.closest<HTMLElement>("daogou-panel")?.focus();
    this.scene.store.happen({ what: "given", place: this.place });
    return false;
  }

  async #tell(error: Refused | Again): Promise<void> {
    const before = this.told;
    this.told = error.message || this.scene.words.unreachable;
    this.faults = error instanceof Refused ? error.fields : {};
    if (error instanceof Again && this.told === before) return;
    this.scene.announce([this.told, ...Object.values(this.faults)].join(" "));
    await this.updateComplete;
    this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

define("daogou-form", FormPart);
