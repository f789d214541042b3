/** render.js: messages into elements. Shop text goes in by textContent, never as HTML; unknown types are skipped. */

import { renderForm } from "./form.js";
import { make, newId } from "./make.js";

const SVG = "http://www.w3.org/2000/svg";

/** A sentence of the shopper's, of the shop's, or of the person of the shop whose name is given; the speaker is said to those who do not see the side it stands on. */
export function bubble(speaker, text, words, person = "") {
  const name = person
    ? make("strong", { className: "name", text: person })
    : make("span", { className: "hidden", text: `${speaker === "shopper" ? words.you : words.shop}: ` });
  return make("p", { className: `bubble ${speaker}`, children: [name, text] });
}

/**
 * The element of one message, or null for a type this page does not know. `choose(reply)` sends a reply;
 * `hooks` are what a form needs, see form.js.
 */
export function render(message, words, choose, hooks) {
  if (message.type === "form") return renderForm(message, hooks);
  const renderers = { text: renderText, cards: renderCards, replies: renderReplies, cart: renderCart, table: renderTable, order: renderOrder, rating: renderRating, person: renderPerson, notice: renderNotice };
  return renderers[message.type]?.(message, words, choose) ?? null;
}

function renderText(message, words) {
  return bubble("bot", message.text, words);
}

/** What a member of staff says; their name stands above it. */
function renderPerson(message, words) {
  return bubble("bot person", message.text, words, message.name);
}

/** What happens in the conversation, said by nobody. */
function renderNotice(message) {
  return make("p", { className: "note", text: message.text });
}

/** The question how it was, with one button a number of stars. */
function renderRating(message, words, choose) {
  const list = make("ul", {
    className: "stars",
    "aria-label": message.text,
    children: message.stars.map((reply, place) => {
      const button = make("button", { type: "button", text: "★".repeat(place + 1), "aria-label": reply.title, title: reply.title });
      button.addEventListener("click", () => choose(reply));
      return make("li", { children: [button] });
    }),
  });
  return make("div", { className: "rating", children: [bubble("bot", message.text, words), list] });
}

function renderCards(message, words, choose) {
  const cards = message.cards.map((card) => renderCard(card, words, choose));
  return make("ul", { className: "cards", "aria-label": words.cards, children: cards });
}

function renderCard(card, words, choose) {
  const facts = Object.entries(card.attributes).slice(0, 5).flatMap(([label, value]) => [
    make("dt", { text: label }),
    make("dd", { text: String(value) }),
  ]);
  const inside = [make("h3", { children: [named(card)] })];
  if (card.price !== null) {
    inside.push(make("p", { className: "price", text: money(card.price, card.currency) }));
    inside.push(make("p", card.in_stock ? { className: "stock", text: words.in_stock } : { className: "stock out", text: words.sold_out }));
  }
  if (facts.length) inside.push(make("dl", { children: facts }));
  inside.push(make("p", { className: "reason", title: words.why, text: card.reason }));
  if (card.actions.length) inside.push(buttons("actions", card.actions, choose, card.name));
  return make("li", { className: "card", children: [picture(card), make("div", { className: "inside", children: inside })] });
}

/** The name, as a link where the shop has a page for it; only http addresses are followed. */
function named(card) {
  if (!/^https?:\/\//i.test(card.url ?? "")) return card.name;
  return make("a", { text: card.name, href: card.url, rel: "noopener", target: "_blank" });
}

/** The picture if our own server has it (no other site is asked), else one drawn from the name's first letter. */
function picture(card) {
  if (card.image?.startsWith("/") && !card.image.startsWith("//")) {
    return make("img", { className: "picture", src: card.image, alt: "", loading: "lazy" });
  }
  const hue = [...card.name].reduce((sum, character) => sum + character.codePointAt(0), 0) % 8;
  const svg = draw("svg", { class: `picture hue-${hue}`, viewBox: "0 0 160 90", "aria-hidden": "true" });
  const letter = draw("text", { x: 80, y: 46 });
  letter.textContent = [...card.name][0]?.toUpperCase() ?? "";
  svg.append(draw("rect", { width: 160, height: 90 }), draw("path", { d: "M0 70 Q40 52 80 68 T160 60 V90 H0z" }), letter);
  return svg;
}

function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function renderReplies(message, words, choose) {
  return buttons("replies", message.replies, choose, null, words.replies);
}

/** `about` names what a button speaks of, where its title alone would not tell. */
function buttons(className, replies, choose, about, label) {
  const items = replies.map((reply) => {
    const button = make("button", { type: "button", text: reply.title });
    if (about) button.setAttribute("aria-label", `${reply.title}: ${about}`);
    button.addEventListener("click", () => choose(reply));
    return make("li", { children: [button] });
  });
  const list = make("ul", { className, children: items });
  if (label) list.setAttribute("aria-label", label);
  return list;
}

function renderCart(message, words) {
  if (!message.lines.length) return bubble("bot", words.cart_empty, words);
  return linesTable(message, words, words.cart, []);
}

/** An order: its lines, what delivery costs, and where to pay; only an https address is followed. */
function renderOrder(message, words) {
  const price = message.delivery_price === null ? "–" : money(message.delivery_price, message.currency);
  const table = linesTable(message, words, words.order.replace("{number}", message.number), [[message.delivery, "", "", price]]);
  if (!/^https:\/\//i.test(message.pay_url ?? "")) return table;
  const link = make("a", { className: "pay", text: words.pay, href: message.pay_url, rel: "noopener noreferrer", target: "_blank" });
  return make("div", { className: "order", children: [table, link] });
}

function linesTable(message, words, caption, more) {
  const row = (cells, cell = "td") => make("tr", { children: cells.map((text) => make(cell, { text })) });
  const lines = message.lines.map((line) =>
    row([line.name, String(line.quantity), money(line.price, message.currency), money(line.total, message.currency)]));
  return make("table", {
    className: "cart",
    children: [
      make("caption", { text: caption }),
      make("thead", { children: [row([words.product, words.quantity, words.price, words.total], "th")] }),
      make("tbody", { children: [...lines, ...more.map((cells) => row(cells))] }),
      make("tfoot", { children: [row([words.total, "", "", money(message.total, message.currency)])] }),
    ],
  });
}

/** Products side by side, one a column; the rows in which they are alike are folded away under a button. */
function renderTable(message, words, choose) {
  const head = [make("td"), ...message.columns.map((column) => make("th", { scope: "col", text: column.name }))];
  const line = (row) => make("tr", {
    className: row.differs ? "" : "same",
    children: [
      make("th", { scope: "row", text: row.label }),
      ...row.values.map((value) => make("td", { text: value ?? words.not_given })),
    ],
  });
  const alike = message.rows.filter((row) => !row.differs).map(line);
  const lines = message.rows.filter((row) => row.differs).map(line);
  const choices = message.columns.map((column) =>
    make("td", { children: column.actions.length ? [buttons("actions", column.actions, choose, column.name)] : [] }));
  return make("div", {
    className: "compared",
    tabindex: "0",
    role: "region",
    "aria-label": message.caption,
    children: [make("table", {
      children: [
        make("caption", { text: message.caption }),
        make("thead", { children: [make("tr", { children: head })] }),
        make("tbody", { children: lines }),
        ...(alike.length ? folded(alike, message.columns.length + 1, words) : []),
        make("tfoot", { children: [make("tr", { children: [make("td"), ...choices] })] }),
      ],
    })],
  });
}

/** Rows behind a button that tells how many they are, and whether they can be seen. */
function folded(rows, width, words) {
  const inside = make("tbody", { id: newId(), children: rows });
  inside.hidden = true;
  const button = make("button", { type: "button", text: words.alike.replace("{count}", rows.length), "aria-expanded": "false", "aria-controls": inside.id });
  button.addEventListener("click", () => {
    inside.hidden = !inside.hidden;
    button.setAttribute("aria-expanded", String(!inside.hidden));
  });
  return [make("tbody", { className: "fold", children: [make("tr", { children: [make("td", { colspan: width, children: [button] })] })] }), inside];
}

/** A decimal string with its currency, as the reader's language writes it. */
function money(amount, currency) {
  return new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(amount);
}
