/** form.js: a form as an element, of an order or of a message to the shop's people. What is filled in goes to /api/checkout and nowhere else. */

import { make, newId } from "./make.js";
import { Again, Refused, giveForm, keepForm, readForm } from "./server.js";

const KEEP_AFTER_MS = 800;

/**
 * The element of a `form` message. `hooks` are {words, newKey, given(title), show(message)}: `given` is called
 * once the shop has it, `show` with each message of what follows.
 */
export function renderForm(message, hooks) {
  const fields = message.fields.map((field) => renderField(field, hooks.words));
  const told = make("p", { className: "notice", role: "alert" });
  told.hidden = true;
  const title = newId();
  const form = make("form", {
    className: "order-form",
    "aria-labelledby": title,
    novalidate: "",
    children: [
      make("h2", { id: title, text: message.title }),
      ...fields.map((field) => field.element),
      told,
      make("button", { type: "submit", text: message.submit }),
    ],
  });
  const sheet = { form, fields, told, id: message.form, key: hooks.newKey(), timer: 0, keeping: Promise.resolve() };
  takeUpAgain(sheet);
  form.addEventListener("input", (event) => changed(sheet, event.target, hooks));
  form.addEventListener("submit", (event) => { event.preventDefault(); give(sheet, hooks); });
  return form;
}

function renderField(field, words) {
  const id = newId();
  const fault = make("span", { className: "fault", id: `${id}-fault` });
  const shared = { id, name: field.name, autocomplete: field.autocomplete, "aria-describedby": fault.id };
  if (field.required) shared["aria-required"] = "true";
  const control = field.type === "select"
    ? make("select", { ...shared, children: [make("option", { value: "", text: words.choose }), ...field.choices.map((choice) => make("option", { value: choice.value, text: choice.label }))] })
    : field.type === "textarea"
      ? make("textarea", { ...shared, rows: "4", maxlength: String(field.longest) })
      : make("input", { ...shared, type: field.type, maxlength: String(field.longest) });
  if (field.value) control.value = field.value;
  const mark = field.required ? "" : ` ${words.optional}`;
  const label = make("label", { for: id, text: field.label + mark });
  return { name: field.name, control, fault, element: make("div", { className: "field", children: [label, control, fault] }) };
}

/** What was filled in before is only in the shop's database: it is asked for each time the form is shown. */
async function takeUpAgain(sheet) {
  const kept = await readForm(sheet.id);
  for (const field of kept?.fields ?? []) {
    const mine = sheet.fields.find((one) => one.name === field.name);
    if (mine && field.value && !mine.control.value) mine.control.value = field.value;
  }
}

const filledIn = (sheet) => ({
  form: sheet.id,
  values: Object.fromEntries(sheet.fields.map((field) => [field.name, field.control.value])),
});

/** What was wrong with a field is not said any longer once it is changed; another content is another request. */
function changed(sheet, control, hooks) {
  sheet.key = hooks.newKey();
  const field = sheet.fields.find((one) => one.control === control);
  if (field) {
    field.fault.textContent = "";
    control.setAttribute("aria-invalid", "false");
  }
  later(sheet);
}

/** Keep it when the typing pauses; one after the other, so that an older state never comes last. */
function later(sheet) {
  clearTimeout(sheet.timer);
  sheet.timer = setTimeout(() => {
    sheet.keeping = sheet.keeping.then(() => keepForm(filledIn(sheet)));
  }, KEEP_AFTER_MS);
}

async function give(sheet, hooks) {
  clearTimeout(sheet.timer);
  await sheet.keeping;
  mark(sheet, {});
  const button = sheet.form.querySelector("button");
  button.disabled = true;
  const shown = [];
  try {
    await giveForm(filledIn(sheet), sheet.key, (message) => {
      if (!shown.length) hooks.given(sheet.form);
      shown.push(hooks.show(message));
    });
  } catch (error) {
    for (const half of shown) half?.remove();
    if (!(error instanceof Refused || error instanceof Again)) throw error;
    tell(sheet, error.message || hooks.words.waiting);
    mark(sheet, error.fields ?? {});
  } finally {
    button.disabled = false;
  }
}

function tell(sheet, sentence) {
  sheet.told.textContent = sentence;
  sheet.told.hidden = !sentence;
}

/** Say at each field what is wrong with it, and go to the first. */
function mark(sheet, faults) {
  if (!Object.keys(faults).length && sheet.told.hidden) return;
  for (const field of sheet.fields) {
    field.fault.textContent = faults[field.name] ?? "";
    field.control.setAttribute("aria-invalid", String(field.name in faults));
  }
  if (!Object.keys(faults).length) return;
  sheet.fields.find((field) => field.name in faults)?.control.focus();
}
