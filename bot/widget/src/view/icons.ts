/** view/icons.ts: the panel's drawings, on a field of 24 by 24, in the colour of the words beside them. */

import { html, type TemplateResult } from "lit-html";
import { BUBBLE } from "../launcher/icon";

const PATHS = {
  chat: BUBBLE,
  close: "M6 6l12 12M18 6L6 18",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4.5 12L20 4.5 15.5 20l-4-6.5zM11.5 13.5L20 4.5",
  back: "M14.5 5.5L8 12l6.5 6.5",
  forth: "M9.5 5.5L16 12l-6.5 6.5",
  down: "M6 9.5l6 6 6-6",
  heart: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z",
  away: "M5 5l14 14M19.5 10.5c-.9 4.7-7.5 9.5-7.5 9.5s-7.5-4.6-7.5-10c0-1 .4-2 1-2.8M9 5.9A4.2 4.2 0 0 1 12 7.4a4.2 4.2 0 0 1 7.4 1.5",
  star: "M12 4l2.5 5.1 5.5.8-4 3.9 1 5.5-5-2.6-5 2.6 1-5.5-4-3.9 5.5-.8z",
  spark: "M12 4l1.8 5.2L19 11l-5.2 1.8L12 18l-1.8-5.2L5 11l5.2-1.8z",
  again: "M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4",
  save: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14",
  forget: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
} as const;

export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
}
