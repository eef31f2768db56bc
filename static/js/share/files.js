/** Files: the diagram as a picture, and exported runs, which can be opened again. */

import { sentenceOf } from "../model/problems.js";
import { limits } from "../model/settings.js";
import { svg } from "../ui/dom.js";
import { judge } from "./carried.js";

/**
 * Opens a file in place of the run on screen, or shows why it cannot.
 *
 * @param {Blob & {name: string}} file
 * @param {object} parts
 * @param {Pick<import("../model/explorer.js").Explorer, "open" | "say">} parts.actions
 * @param {import("../types").State} parts.fresh  the state of a fresh page
 */
export async function openFile(file, { actions, fresh }) {
  try {
    const run = judge(asCarried(await read(file)), fresh);
    await actions.open(run.changed, run);
  } catch (error) {
    const message = `“${file.name}” cannot be opened: ${sentenceOf(error)}. Nothing has changed.`;
    actions.say("page", { kind: "problem", message });
  }
}

/**
 * @param {object} parts
 * @param {import("../types").Parts["actions"]} parts.actions
 * @param {import("../types").State} parts.fresh
 * @param {HTMLInputElement} parts.input
 * @param {() => void} parts.chosen  called when a file is chosen
 */
export function openFiles({ actions, fresh, input, chosen }) {
  /** @param {File | undefined} file */
  async function open(file) {
    if (!file) return;
    chosen();
    await openFile(file, { actions, fresh });
  }

  input.addEventListener("change", async () => {
    await open(input.files?.[0]);
    input.value = ""; // lets the same file be chosen again
  });
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.documentElement.dataset.dropping = "";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete document.documentElement.dataset.dropping;
  });
  addEventListener("drop", (event) => {
    delete document.documentElement.dataset.dropping;
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    void open(event.dataTransfer.files[0]);
  });
}

/**
 * The JSON in a file. Throws an error with half a sentence.
 *
 * @param {Blob} file
 * @returns {Promise<unknown>}
 */
async function read(file) {
  if (file.size > limits.bytes) throw new RangeError(`it is longer than ${limits.bytes / 2 ** 20} MiB`);
  const text = await file.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError("it is not JSON");
  }
}

/**
 * The carried content of a file. A file may also hold an experiment of the API, alone or in an answer;
 * that begins a run.
 *
 * @param {any} value
 */
function asCarried(value) {
  if (value?.changed) return value;
  const experiment = value?.experiment ?? value;
  if (experiment?.network === undefined) return { changed: [] };
  return { changed: [{ train_biases: false, ...experiment, iteration: 0 }] };
}

/** The properties that style the diagram. */
const LOOKS = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"],
  ...["stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "opacity", "paint-order"],
  ...["font-family", "font-size", "font-weight", "font-style", "font-variant-numeric"],
  ...["text-anchor", "dominant-baseline", "text-decoration-line"],
];

/** Pixels of the PNG per unit of the diagram. */
const SCALE = 2;

/**
 * A stand-alone copy of the diagram, with the styles written into it.
 *
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
 * A copy of an element and its visible content, with the styles as attributes.
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
  // Chromium takes a part of a drawing for visible, even if it is not displayed.
  return element.checkVisibility({ visibilityProperty: true }) && getComputedStyle(element).display !== "none";
}

/** @param {SVGSVGElement} picture */
export function svgFile(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

/**
 * @param {SVGSVGElement} picture  stands alone
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
