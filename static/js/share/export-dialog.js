/** The dialog that offers the run on screen as files, and takes one back in. */

import { postForFile } from "../server/api.js";
import { byId, setAttributes, setText } from "../ui/dom.js";
import { spinButton } from "../ui/number-field.js";
import { toCarry } from "./carried.js";
import { openFiles } from "./opening.js";
import { pngFile, standalone, svgFile } from "./picture.js";

/**
 * @param {object} parts
 * @param {import("../types").Store<import("../types").State>} parts.store
 * @param {import("../model/timeline.js").Timeline} parts.timeline
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 * @param {SVGSVGElement} parts.diagram
 * @param {import("./carried.js").Carried} parts.example
 */
export function createExport({ store, timeline, explorer, diagram, example }) {
  const dialog = byId("export", HTMLDialogElement);
  const until = byId("export-iteration", HTMLInputElement);
  const upTo = spinButton(until, { whole: true, min: 0 });
  const problem = byId("export-problem", HTMLElement);
  const picture = () => standalone(diagram);

  /** What the browser makes itself; the server has the rest. @type {Record<string, () => Promise<{content: Blob, name: string}>>} */
  const files = {
    json: async () => ({ content: jsonFile(toCarry(store.get(), timeline.changed)), name: "experiment.json" }),
    svg: async () => ({ content: svgFile(picture()), name: "network.svg" }),
    png: async () => ({ content: await pngFile(picture()), name: "network.png" }),
  };

  /** @param {string} format */
  function computed(format) {
    const found = upTo.typed();
    setAttributes(until, { "aria-invalid": String("problem" in found) });
    if ("problem" in found) throw new RangeError(found.problem);
    const iteration = found.value;
    const changed = timeline.changed.filter((experiment) => experiment.iteration <= iteration);
    return postForFile("/api/export", { changed, iteration, format });
  }

  /** @param {HTMLButtonElement} button */
  async function download(button) {
    setText(problem, "");
    button.setAttribute("aria-busy", "true");
    try {
      const format = button.dataset.format ?? "";
      save(await (files[format]?.() ?? computed(format)));
    } catch (error) {
      setText(problem, error instanceof Error ? error.message : String(error));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  byId("show-export", HTMLButtonElement).addEventListener("click", () => {
    setText(problem, "");
    setAttributes(until, { "aria-invalid": "false" });
    // Of a run that has not begun, what it would come to.
    until.value = String(timeline.known - 1 || store.get().iterationsToRun);
    upTo.tell();
    dialog.showModal();
  });
  byId("close-export", HTMLButtonElement).addEventListener("click", () => dialog.close());
  for (const button of dialog.querySelectorAll("button"))
    if (button.dataset.format) button.addEventListener("click", () => void download(button));
  const input = byId("import-file", HTMLInputElement);
  openFiles({ explorer, example, input, chosen: () => dialog.close() });
}

/** @param {unknown} value */
function jsonFile(value) {
  return new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
}

/** @param {{content: Blob, name: string}} file */
function save({ content, name }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by then, however large it is.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
