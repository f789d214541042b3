/** make.js: elements by name, class, text and children; text goes in by textContent, never as HTML. */

let made = 0;

/** An id that no other element of the page has. */
export const newId = () => `m${++made}`;

/** An element with a class, text and children. */
export function make(tag, { className = "", text = null, children = [], ...rest } = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(rest)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
