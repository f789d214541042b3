/** launcher/icons.ts: drawings on a field of 24 by 24, in the colour of the words beside them; made of elements alone. */

const SVG = "http://www.w3.org/2000/svg";

export const iconChat = "M12 3.5c-5 0-9 3.4-9 7.6 0 2.3 1.2 4.4 3.1 5.8L5.4 20.5l4.1-2c.8.2 1.6.2 2.5.2 5 0 9-3.4 9-7.6s-4-7.6-9-7.6z";
export const iconDown = "M6 9.5l6 6 6-6";

/** An outline with round ends; it says nothing by itself. */
export function drawn(path: string, name = ""): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", `icon ${name}`);
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}
