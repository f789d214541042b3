/** chat.js: the chat's page. What was typed is kept until it is answered, through lost connections and reloads. */

import { make } from "./make.js";
import { bubble, render } from "./render.js";
import { Again, Refused, readHealth, readHistory, readPerson, say } from "./server.js";

const words = JSON.parse(document.body.dataset.words);
const [log, form, text, notice, progress, typing] = ["log", "form", "text", "notice", "progress", "typing"].map((id) => document.getElementById(id));
const UNSENT = "daogou-unsent";
const LONGEST_PAUSE_MS = 10_000;
const PERSON_EVERY_MS = 3000;

/** What still has to be answered, oldest first: {key, body, title}. */
const unsent = JSON.parse(sessionStorage.getItem(UNSENT) ?? "[]");
const bubbles = new Map();
/** What the history showed, by turn: a turn that is answered again after a reload replaces it. */
const earlier = new Map();
let sending = false;

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const keep = () => sessionStorage.setItem(UNSENT, JSON.stringify(unsent));
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function tell(element, sentence) {
  if (element.textContent !== sentence) element.textContent = sentence;
  element.hidden = !sentence;
}

function put(element) {
  log.append(element);
  element.scrollIntoView({ block: "nearest" });
  return element;
}

/** Show what the shopper says; the replies offered so far have had their time. */
function putShopper(title, isUnsent) {
  for (const old of log.querySelectorAll(":scope > .replies")) old.remove();
  const shown = bubble("shopper", title, words);
  shown.classList.toggle("unsent", isUnsent);
  return put(shown);
}

/** Show a message; one that cannot be shown must not keep the others back. */
function putMessage(message) {
  try {
    const shown = render(message, words, (reply) => enqueue({ postback: reply.postback }, reply.title), forms);
    return shown && put(shown);
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** What a form needs: where its answer is shown, and that it has had its time once it is given. */
const forms = {
  words,
  newKey,
  show: (message) => putMessage(message),
  given: (form) => {
    form.remove();
    putShopper(words.form_given, false);
  },
};

function enqueue(body, title) {
  const entry = { key: newKey(), body, title };
  unsent.push(entry);
  keep();
  bubbles.set(entry.key, putShopper(title, true));
  sendAll();
}

/** Send what is unsent, one after the other, each until it is answered or refused. */
async function sendAll() {
  if (sending) return;
  sending = true;
  for (let pause = 0; unsent.length; ) {
    const refusal = await sendFirst();
    pause = refusal ? Math.min(Math.max(refusal.pause, pause * 1.5), LONGEST_PAUSE_MS) : 0;
    if (pause) await sleep(pause);
  }
  sending = false;
}

/** One try with the oldest entry; an Again where it has to be repeated. */
async function sendFirst() {
  const { key, body, title } = unsent[0];
  const mine = bubbles.get(key) ?? putShopper(title, true);
  bubbles.set(key, mine);
  const shown = [];
  typing.hidden = false;
  try {
    const turn = await say(body, key, (message) => {
      mine.classList.remove("unsent");
      shown.push(putMessage(message));
    });
    mine.classList.remove("unsent");  // where a person has the talk, there is no answer to tell by
    for (const old of earlier.get(turn) ?? []) old?.remove();
    tell(notice, "");
    lookForPerson();
  } catch (error) {
    // The same turn is answered from its beginning: half an answer goes.
    for (const half of shown) half?.remove();
    if (error instanceof Again) {
      mine.classList.add("unsent");
      tell(notice, error.message || words.waiting);
      watch();
      return error;
    }
    giveBack(mine, body.text ?? "", error instanceof Refused ? error.message : words.failed);
  } finally {
    typing.hidden = true;
  }
  unsent.shift();
  bubbles.delete(key);
  keep();
  return null;
}

/** What was refused goes back to where it was typed, with the reason. */
function giveBack(mine, typed, why) {
  mine.remove();
  if (!text.value) text.value = typed;
  tell(notice, why);
}

let watching = false;

/** Show what goes on until a sentence can be answered. */
async function watch() {
  if (watching) return;
  watching = true;
  const began = Date.now();
  for (;;) {
    const health = await readHealth();
    if (health?.status === "ok") break;
    tell(progress, describe(health, began));
    await sleep(1000);
  }
  tell(progress, "");
  watching = false;
}

function describe(health, began) {
  if (health?.status === "degraded") return words.degraded;
  const since = (time) => Math.max(0, Math.round(Date.now() / 1000 - time));
  if (!health?.steps) return health ? fill(words.starting_plain, { seconds: since(began / 1000) }) : words.waiting;
  const { step, of, what, since: begun } = health.steps;
  return fill(words.starting, { step, of, what: words.steps[what] ?? what, seconds: since(begun) });
}

/** Where what a person said ends, and the one timer that asks for more. */
let lastOfPerson = "";
let personTimer = 0;

/** Show what the shop's people said; asked again for as long as one is wanted or here. */
async function lookForPerson() {
  clearTimeout(personTimer);
  const told = await readPerson(lastOfPerson);
  clearTimeout(personTimer);
  if (told) {
    lastOfPerson = told.last;
    told.messages.forEach(putMessage);
  }
  if (told?.state !== "none") personTimer = setTimeout(lookForPerson, PERSON_EVERY_MS);
}

async function start() {
  watch();
  const person = await readPerson("");
  const history = await readHistory().catch(() => null);
  if (!history) {
    await sleep(1000);
    return start();
  }
  for (const turn of history.turns) {
    const said = turn.shopper ? [putShopper(turn.shopper.text, false)] : [];
    earlier.set(turn.turn, [...said, ...turn.messages.map(putMessage)]);
  }
  closeForms(history.turns.at(-1)?.turn);
  if (!history.turns.length) put(bubble("bot", words.welcome, words));
  lastOfPerson = person?.last ?? "0.0";
  lookForPerson();
  return sendAll();
}

/** A form of a turn before the last is not open any more; what was filled in is there when it is asked for anew. */
function closeForms(last) {
  for (const [turn, shown] of earlier) {
    if (turn === last) continue;
    earlier.set(turn, shown.map((element) => {
      if (!element?.matches(".order-form")) return element;
      const note = make("p", { className: "note", text: words.form_closed });
      element.replaceWith(note);
      return note;
    }));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (!typed) return;
  text.value = "";
  tell(notice, "");
  enqueue({ text: typed }, typed);
});

text.addEventListener("keydown", (event) => {
  // Enter while a Chinese word is still being composed chooses the word.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

start();
