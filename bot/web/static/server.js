/** server.js: speaks to the gateway. The token is a cookie that no script sees. */

/** Thrown where the gateway refused for good: `message` is its sentence, `fields` one for each field of a form. */
export class Refused extends Error {
  constructor(sentence, fields = {}) {
    super(sentence);
    this.fields = fields;
  }
}

/** Thrown where the request was not taken, or its answer was lost: repeat it with the same key after `pause` ms. */
export class Again extends Error {
  constructor(pause, sentence = "") {
    super(sentence);
    this.pause = pause;
  }
}

/** The conversation so far. */
export async function readHistory() {
  let answer = await fetch("/api/chat", { headers: { Accept: "application/json" } });
  // A token that is not ours is dropped with the refusal; the next request gets a new one.
  if (answer.status === 401) answer = await fetch("/api/chat", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Again(1000);
  return answer.json();
}

/** How the shop is: {status, parts, steps}; null where it cannot be asked. */
export async function readHealth() {
  try {
    return await (await fetch("/health")).json();
  } catch {
    return null;
  }
}

/** Whether a person is wanted or here, and what was said after `last`: {state, name, messages, last}; null where it cannot be asked. */
export async function readPerson(last) {
  const answer = await fetch(`/api/person${last ? `?after=${encodeURIComponent(last)}` : ""}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** Say something; `show(message)` gets each message as it comes. Gives the turn's number; throws Refused or Again. */
export function say(body, key, show) {
  return send("/api/chat", body, key, show);
}

/** Give a form off: {form, values}; as `say` does, the turn that goes on from it. */
export function giveForm(filled, key, show) {
  return send("/api/checkout", filled, key, show);
}

/** The form with what is filled in of it; null where it cannot be had now. */
export async function readForm(form) {
  const answer = await fetch(`/api/checkout?form=${encodeURIComponent(form)}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** Keep what is filled in so far; what cannot be kept now is kept at the next change. */
export async function keepForm(filled) {
  await fetch("/api/checkout", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...filled, done: false }),
  }).catch(() => null);
}

async function send(address, body, key, show) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", "Idempotency-Key": key },
    body: JSON.stringify(body),
  }).catch(() => { throw new Again(1000); });
  if (!answer.ok) await refuse(answer);
  let turn = null;
  try {
    for await (const { event, data } of events(answer.body)) {
      if (event === "message") show(JSON.parse(data));
      if (event === "done") turn = JSON.parse(data).turn;
    }
  } catch { /* the connection was lost before its end: told by the turn that is missing */ }
  if (turn === null) throw new Again(1000);
  return turn;
}

async function refuse(answer) {
  const problem = await answer.json().catch(() => ({}));
  if (answer.status >= 500 || answer.status === 429 || answer.status === 401) {
    throw new Again(1000 * (Number(answer.headers.get("Retry-After")) || 1), problem.detail);
  }
  throw new Refused(problem.detail ?? "", problem.fields);
}

/** The events of a stream of server-sent events: {event, data}. */
async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = block.split("\n").map((line) => line.split(/: ?(.*)/s));
      const data = fields.filter(([name]) => name === "data").map(([, text]) => text).join("\n");
      yield { event: fields.find(([name]) => name === "event")?.[1] ?? "message", data };
    }
  }
}
