/** The dialog that offers the run on screen as files, and takes one back in. */

import { problemOf } from "../model/problems.js";
import { postForFile } from "../server/api.js";
import { byId, setAttributes, setText } from "../ui/dom.js";
import { spinButton } from "../ui/number-field.js";
import { toShare } from "./carried.js";
import { openFiles, pngFile, standalone, svgFile } from "./files.js";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createExport({ store, actions, fresh }) {
  const diagram = byId("diagram", SVGSVGElement);
  const dialog = byId("export", HTMLDialogElement);
  const until = byId("export-iteration", HTMLInputElement);
  const upTo = spinButton(until, { whole: true, min: 0 });
  const problem = byId("export-problem", HTMLElement);
  const picture = () => standalone(diagram);

  /** What the browser makes itself; the server has the rest. @type {Record<string, () => Promise<{content: Blob, name: string}>>} */
  const files = {
    async json() {
      const { carried, note } = toShare(store.get());
      if (note) actions.say("export", { kind: "note", message: note });
      return { content: jsonFile(carried), name: "experiment.json" };
    },
    svg: async () => ({ content: svgFile(picture()), name: "network.svg" }),
    png: async () => ({ content: await pngFile(picture()), name: "network.png" }),
  };

  /** @param {string} format */
  function computed(format) {
    const found = upTo.typed();
    setAttributes(until, { "aria-invalid": String("problem" in found) });
    if ("problem" in found) throw new RangeError(found.problem);
    const iteration = found.value;
    const changed = store.get().timeline.changed.filter((experiment) => experiment.iteration <= iteration);
    return postForFile("/api/export", { changed, iteration, format });
  }

  /** @param {HTMLButtonElement} button */
  async function download(button) {
    actions.dismiss("export");
    button.setAttribute("aria-busy", "true");
    try {
      const format = button.dataset.format ?? "";
      save(await (files[format]?.() ?? computed(format)));
    } catch (error) {
      actions.say("export", problemOf(error));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  byId("show-export", HTMLButtonElement).addEventListener("click", () => {
    actions.dismiss("export");
    setAttributes(until, { "aria-invalid": "false" });
    // For a run that has not begun, the number of iterations that it would have.
    until.value = String(store.get().timeline.known - 1 || store.get().iterationsToRun);
    upTo.tell();
    dialog.showModal();
  });
  byId("close-export", HTMLButtonElement).addEventListener("click", () => dialog.close());
  for (const button of dialog.querySelectorAll("button"))
    if (button.dataset.format) button.addEventListener("click", () => void download(button));
  const input = byId("import-file", HTMLInputElement);
  openFiles({ actions, fresh, input, chosen: () => dialog.close() });
  return ({ problems }) => setText(problem, problems.export?.message ?? "");
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
