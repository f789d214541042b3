/** view/table.ts: products set side by side; what is the same of all stands folded behind a button. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Table } from "../contract/types";
import { fill } from "../words/words";
import { icon } from "./icons";
import { define, newId, Part } from "./part";
import { replyList } from "./replies";
import type { Scene } from "./scene";

type Row = Table["rows"][number];

/** <daogou-table>: a comparison.  @prop message  @prop scene
 *  Keyboard: the table is a stop of its own where it is wider than the panel, so that arrows scroll it. */
export class TablePart extends Part {
  static override properties = {
    message: { attribute: false },
    scene: { attribute: false },
    unfolded: { state: true },
  };
  declare message: Table;
  declare scene: Scene;
  declare unfolded: boolean;
  readonly #id = newId();

  protected override render(): TemplateResult {
    const { message } = this;
    const alike = message.rows.filter((row) => !row.differs);
    return html`<div class="box wide" role="region" aria-labelledby=${this.#id} tabindex="0">
      <table class="compared">
        <caption id=${this.#id}>${message.caption}</caption>
        <thead><tr><td></td>${message.columns.map((column) => html`<th scope="col">${column.name}</th>`)}</tr></thead>
        <tbody>
          ${message.rows.filter((row) => row.differs).map((row) => this.#row(row))}
          ${alike.length ? this.#fold(alike) : nothing}
          ${message.columns.some((column) => column.actions.length) ? this.#choices() : nothing}
        </tbody>
      </table>
    </div>`;
  }

  #row(row: Row): TemplateResult {
    const values = row.values.map((value) => html`<td class=${value === null ? "unknown" : ""}>${value ?? this.scene.words.not_given}</td>`);
    return html`<tr><th scope="row">${row.label}</th>${values}</tr>`;
  }

  #fold(alike: Row[]): TemplateResult {
    const isOpen = Boolean(this.unfolded);
    return html`<tr class="fold">
        <td colspan=${this.message.columns.length + 1}>
          <button type="button" class="plain" aria-expanded=${isOpen} @click=${() => (this.unfolded = !isOpen)}>
            ${fill(this.scene.words.alike, { count: alike.length })}${icon("down")}
          </button>
        </td>
      </tr>
      ${isOpen ? alike.map((row) => this.#row(row)) : nothing}`;
  }

  #choices(): TemplateResult {
    const { words } = this.scene;
    return html`<tr>
      <td></td>
      ${this.message.columns.map((column) => html`<td>${replyList(column.actions, this.scene.choose, words.replies, column.name)}</td>`)}
    </tr>`;
  }
}

define("daogou-table", TablePart);
