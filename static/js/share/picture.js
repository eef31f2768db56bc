/** The diagram as a picture that stands alone: what the style sheets say is written into it. */

import { svg } from "../ui/dom.js";

/** What decides how a part of the diagram looks. */
const LOOKS = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"],
  ...["stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "opacity", "paint-order"],
  ...["font-family", "font-size", "font-weight", "font-style", "font-variant-numeric"],
  ...["text-anchor", "dominant-baseline", "text-decoration-line"],
];

/** The PNG has so many pixels for each of the diagram's units. */
const SCALE = 2;

/**
 * @param {SVGSVGElement} root
 * @returns {SVGSVGElement}
 */
export function standalone(root) {
  const { width, height } = root.viewBox.baseVal;
  const copy = /** @type {SVGSVGElement} */ (copyOf(root));
  const card = getComputedStyle(root.closest(".card") ?? document.body).backgroundColor;
  const title = svg("title", {}, [root.getAttribute("aria-label") ?? ""]);
  const ground = svg("rect", { width, height, fill: card });
  copy.prepend(title, ground);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return copy;
}

/**
 * An element and all in it that is to be seen, with its looks as attributes.
 *
 * @param {Element} element
 * @returns {SVGElement}
 */
function copyOf(element) {
  const looks = getComputedStyle(element);
  const copy = svg(element.localName);
  for (const { name, value } of element.attributes) if (isGeometry(name)) copy.setAttribute(name, value);
  for (const name of LOOKS) copy.setAttribute(name, looks.getPropertyValue(name));
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof SVGElement && isSeen(child)) copy.append(copyOf(child));
  }
  return copy;
}

/** @param {string} name  of an attribute */
function isGeometry(name) {
  return !/^(class|id|role|style|tabindex|data-.*|aria-.*)$/.test(name);
}

/** @param {SVGElement} element */
function isSeen(element) {
  if (element.localName === "foreignObject" || element.classList.contains("hit")) return false;
  return element.checkVisibility({ visibilityProperty: true });
}

/** @param {SVGSVGElement} picture */
export function svgFile(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

/**
 * @param {SVGSVGElement} picture  that stands alone
 * @returns {Promise<Blob>}
 */
export async function pngFile(picture) {
  const url = URL.createObjectURL(svgFile(picture));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * picture.viewBox.baseVal.width;
    canvas.height = SCALE * picture.viewBox.baseVal.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture cannot be drawn.")))),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
