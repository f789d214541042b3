/** view/lines.ts: what was put together and what it costs: the cart, and an order. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Cart, CartLine, Order } from "../contract/types";
import { fill } from "../words/words";
import type { Scene } from "./scene";

export function cartBox(message: Cart, scene: Scene): TemplateResult {
  const { words } = scene;
  if (!message.lines.length) {
    return html`<div class="bubble shop"><span class="unseen">${words.shop}:</span>${words.cart_empty}</div>`;
  }
  return html`<div class="box">${sheet(message, words.cart, nothing, scene)}</div>`;
}

export function orderBox(message: Order, scene: Scene): TemplateResult {
  const { words, format } = scene;
  const price = message.delivery_price === null ? words.agreed_later : format.money(message.delivery_price, message.currency);
  const delivery = html`<tr class="delivery"><td>${message.delivery}</td><td>${price}</td></tr>`;
  const pay = message.pay_url && /^https:\/\//i.test(message.pay_url) ? message.pay_url : null;
  return html`<div class="box">
    ${sheet(message, html`${fill(words.order, { number: message.number })} <span class="badge ${message.status}">${words.status[message.status]}</span>`, delivery, scene)}
    ${pay ? html`<a class="pay" href=${pay} target="_blank" rel="noopener noreferrer">${words.pay}</a>` : nothing}
  </div>`;
}

function sheet(
  message: Cart | Order,
  caption: string | TemplateResult,
  more: TemplateResult | typeof nothing,
  { words, format }: Scene,
): TemplateResult {
  const row = (line: CartLine) => html`<tr>
    <td>
      ${line.name}
      <small>${fill(words.times, { count: line.quantity, price: format.money(line.price, message.currency) })}</small>
    </td>
    <td>${format.money(line.total, message.currency)}</td>
  </tr>`;
  return html`<table class="sheet">
    <caption>${caption}</caption>
    <thead class="unseen"><tr><th scope="col">${words.product}</th><th scope="col">${words.price}</th></tr></thead>
    <tbody>${message.lines.map(row)}${more}</tbody>
    <tfoot><tr><th scope="row">${words.total}</th><td>${format.money(message.total, message.currency)}</td></tr></tfoot>
  </table>`;
}
