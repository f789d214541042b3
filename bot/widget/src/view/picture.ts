/** view/picture.ts: a product's picture; where there is none, or it does not come, one is drawn of its name. */

import { html, svg, type TemplateResult } from "lit-html";

const SHAPES = [
  svg`<circle cx="124" cy="26" r="46"></circle><circle cx="22" cy="92" r="34"></circle>`,
  svg`<path d="M0 78Q40 52 80 72T160 60V112H0z"></path><circle cx="128" cy="28" r="16"></circle>`,
  svg`<path d="M0 112L52 46l36 40 24-24 48 50z"></path><circle cx="38" cy="26" r="12"></circle>`,
  svg`<path d="M160 0v112A112 112 0 0 1 48 0z"></path><circle cx="26" cy="88" r="20"></circle>`,
];

/** The same name always looks the same. */
export function drawnPicture(name: string): TemplateResult {
  const sum = [...name].reduce((all, letter) => (all * 31 + (letter.codePointAt(0) ?? 0)) % 100_003, 7);
  return html`<svg
    class="drawn hue-${sum % HUES}"
    viewBox="0 0 160 112"
    preserveAspectRatio="xMidYMid slice"
    aria-hidden="true"
  >
    <rect width="160" height="112"></rect>
    <g>${SHAPES[Math.floor(sum / HUES) % SHAPES.length]}</g>
    <text x="80" y="66">${initials(name)}</text>
  </svg>`;
}

/** As many as cards.css has. */
const HUES = 8;

/** The first sign of Chinese, else the first letters of two words. */
function initials(name: string): string {
  const han = /\p{Script=Han}/u.exec(name);
  if (han) return han[0];
  const words = name.split(/[\s\-–,]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
}
