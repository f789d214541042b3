/** launcher/icon.ts: the launcher's drawing, on a field of 24 by 24; made of elements alone. */

const SVG = "http://www.w3.org/2000/svg";
export const BUBBLE = "M12 4C7 4 3 7 3 11q0 3.5 3 5.5L5.5 20l4-1.5q1.2.3 2.5.3c5 0 9-3.3 9-7.8S17 4 12 4z";

/** For a button that has a name of its own. */
export function chatIcon(): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", "icon");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", BUBBLE);
  picture.append(line);
  return picture;
}
