/** The dialog that reads a network out of pasted text, shows how it was read, and takes it if asked. */

import { problemWith } from "../model/layering.js";
import { sizesOf, written } from "../model/layers.js";
import { outlineFor } from "../model/outline.js";
import { sentenceOf } from "../model/problems.js";
import { isAbort, phases, read } from "../server/api.js";
import { given } from "../text/format.js";
import { byId, html, setAttributes, setText } from "./dom.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Reading} Reading
 * @typedef {import("../model/outline.js").Outline} Outline
 */

/** How long typing rests before the text is read, in milliseconds. */
const REST = 250;

/** So many examples are shown. */
const MOST_EXAMPLES = 4;

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPaste({ store, actions }) {
  const dialog = byId("paste", HTMLDialogElement);
  const text = byId("paste-text", HTMLTextAreaElement);
  const problem = byId("paste-problem", HTMLElement);
  const turn = byId("paste-turn", HTMLButtonElement);
  const use = byId("paste-use", HTMLButtonElement);
  const show = createPreview();
  let asking = new AbortController();
  let waiting = 0;
  /** @type {Reading | null} */
  let reading = null;

  /** @param {boolean} transposed */
  async function ask(transposed) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const { frame } = store.get();
    try {
      const found = await read({ text: text.value, transposed, experiment: frame.experiment }, signal);
      const outline = await outlineOf(found.experiment, signal);
      signal.throwIfAborted();
      take(found, outline);
      setText(problem, "");
    } catch (error) {
      if (isAbort(error)) return;
      take(null, null);
      setText(problem, sentenceOf(error));
    }
  }

  /**
   * @param {Experiment | null} experiment
   * @param {AbortSignal} signal
   */
  async function outlineOf(experiment, signal) {
    if (!experiment || problemWith(sizesOf(experiment.network)) !== "") return null;
    return outlineFor({ get: store.get, phases }, experiment, signal);
  }

  /**
   * @param {Reading | null} found
   * @param {Outline | null} outline
   */
  function take(found, outline) {
    reading = found && outline ? found : null;
    show(found, outline);
    turn.hidden = !found?.turnable;
    setAttributes(turn, { "aria-pressed": String(found?.transposed ?? false) });
    setAttributes(use, { "aria-disabled": String(reading === null) });
  }

  function readSoon() {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(turn.getAttribute("aria-pressed") === "true"), REST);
  }

  byId("show-paste", HTMLButtonElement).addEventListener("click", () => {
    dialog.showModal();
    // What was left there may be about other examples by now.
    if (text.value !== "") readSoon();
  });
  byId("close-paste", HTMLButtonElement).addEventListener("click", () => dialog.close());
  text.addEventListener("input", readSoon);
  turn.addEventListener("click", () => void ask(turn.getAttribute("aria-pressed") !== "true"));
  use.addEventListener("click", () => {
    if (!reading?.experiment) return;
    void actions.beginOwn(reading.experiment, "pasting a network");
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    clearTimeout(waiting);
    asking.abort();
  });
  return () => {};
}

/** @returns {(reading: Reading | null, outline: Outline | null) => void} */
function createPreview() {
  const summary = byId("paste-summary", HTMLElement);
  const tooLarge = byId("paste-too-large", HTMLElement);
  const layers = byId("paste-layers", HTMLElement);
  const lists = /** @type {const} */ (["unread", "filled", "read"]).map((name) => {
    const section = byId(`paste-${name}`, HTMLElement);
    const list = /** @type {HTMLUListElement} */ (section.querySelector("ul"));
    return { name, section, list };
  });

  return (reading, outline) => {
    const experiment = reading?.experiment ?? null;
    setText(summary, reading ? summaryOf(reading) : "");
    setText(tooLarge, experiment && !outline ? problemWith(sizesOf(experiment.network)) : "");
    layers.hidden = outline === null;
    layers.replaceChildren(...(experiment && outline ? tables(experiment, outline) : []));
    for (const { name, section, list } of lists) {
      const items = reading ? (name === "unread" ? reading.unread.map(unreadItem) : reading[name].map(item)) : [];
      section.hidden = items.length === 0;
      list.replaceChildren(...items);
    }
  };
}

/** @param {Reading} reading */
function summaryOf({ experiment, unread }) {
  if (!experiment) return unread.length === 0 ? "" : "No network was found in this text.";
  const many = experiment.examples.inputs.length;
  const lost = unread.length === 0 ? "" : ` ${unread.length} ${unread.length === 1 ? "piece" : "pieces"} could not be read.`;
  return `A ${written(sizesOf(experiment.network))} network with ${many} ${many === 1 ? "example" : "examples"}.${lost}`;
}

/** @param {string} sentence */
const item = (sentence) => html("li", {}, [sentence]);

/** @param {import("../types").Unread} unread */
function unreadItem({ line, text, why }) {
  const where = line === null ? "" : `Line ${line}: `;
  return html("li", {}, [where, html("code", {}, [text]), ` ${why}`]);
}

/**
 * A small table for each layer, with a row for each of its neurons, and one of the examples.
 *
 * @param {Experiment} experiment
 * @param {Outline} outline
 */
function tables({ network, examples }, outline) {
  /** @param {number} layer @param {number} index */
  const neuron = (layer, index) => outline.labelOf(outline.nameAt("neuron", layer, index));
  const layers = network.weights.map((rows, layer) => {
    const senders = (rows[0] ?? []).map((_, index) => neuron(layer, index));
    return table(
      `Weights into ${outline.layers[layer + 1]}`,
      ["", ...senders, "bias"],
      rows.map((row, index) => [neuron(layer + 1, index), ...row.map(given), given(network.biases[layer]?.[index] ?? 0)]),
    );
  });
  const shown = examples.inputs.slice(0, MOST_EXAMPLES);
  const left = examples.inputs.length - shown.length;
  const rows = shown.map((inputs, index) => [
    String(index + 1),
    ...[...inputs, ...(examples.targets[index] ?? [])].map(given),
  ]);
  const names = [...(shown[0] ?? []).map((_, index) => `x${index + 1}`), ...(examples.targets[0] ?? []).map((_, index) => `y${index + 1}`)];
  return [...layers, table(left > 0 ? `Examples, the first ${MOST_EXAMPLES}` : "Examples", ["", ...names], rows)];
}

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {string[][]} rows  the first cell names the row
 */
function table(caption, columns, rows) {
  return html("table", {}, [
    html("caption", {}, [caption]),
    html("thead", {}, [html("tr", {}, columns.map((name) => (name === "" ? html("td") : html("th", { scope: "col" }, [name]))))]),
    html("tbody", {}, rows.map(([name = "", ...cells]) =>
      html("tr", {}, [html("th", { scope: "row" }, [name]), ...cells.map((cell) => html("td", {}, [cell]))]),
    )),
  ]);
}
