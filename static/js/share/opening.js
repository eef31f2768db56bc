/** An experiment from a file, chosen or dropped on the page, opened in place of the one there. */

import { limits } from "../model/settings.js";
import { sentenceOf } from "../model/problems.js";
import { judge } from "./carried.js";

/**
 * Opens a file in place of the run on screen, or says why it cannot be opened.
 *
 * @param {Blob & {name: string}} file
 * @param {object} parts
 * @param {Pick<import("../model/explorer.js").Explorer, "open" | "say">} parts.actions
 * @param {import("../types").State} parts.fresh  of the page as it is opened
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
 * @param {() => void} parts.chosen  is called when there is a file to open
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
    input.value = ""; // so that the same file can be chosen again
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
 * A file holds what is carried; or an experiment as the API has it, alone or in an answer, which
 * then begins a run.
 *
 * @param {any} value
 */
function asCarried(value) {
  if (value?.changed) return value;
  const experiment = value?.experiment ?? value;
  if (experiment?.network === undefined) return { changed: [] };
  return { changed: [{ train_biases: false, ...experiment, iteration: 0 }] };
}
