/** The dialogs Share and Export: the screen as an address, and the run as files. */

import { problemOf, sentenceOf } from "../model/problems.js";
import { isRefusal, postForFile } from "../server/api.js";
import { byId, setAttributes, setText } from "../ui/dom.js";
import { spinButton } from "../ui/number-field.js";
import { addressOf } from "./address.js";
import { toShare } from "./carried.js";
import { openFiles, pngFile, standalone, svgFile } from "./files.js";

const TOO_LONG = "This address is too long for a QR code. The address itself works.";
const ONLY_HERE =
  "means this machine alone. For a room, open the page by this machine’s name or address, and share it from there.";

/**
 * The dialog with the address of the screen, to copy or to scan as a QR code.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createShare({ store, actions }) {
  const dialog = byId("share", HTMLDialogElement);
  const field = byId("share-address", HTMLInputElement);
  const code = byId("share-code", HTMLImageElement);
  const problem = byId("share-problem", HTMLElement);
  const copied = byId("share-copied", HTMLElement);

  async function open() {
    setText(copied, "");
    actions.dismiss("share");
    code.hidden = true;
    const { hostname } = location;
    setText(byId("share-local", HTMLElement), isLocal(hostname) ? `“${hostname}” ${ONLY_HERE}` : "");
    field.value = "";
    dialog.showModal();
    try {
      const { carried, note } = toShare(store.get());
      if (note) say(note);
      field.value = await addressOf(carried, location);
    } catch (error) {
      return say(sentenceOf(error));
    }
    field.select();
    await draw(field.value);
  }

  /** @param {string} message */
  function say(message) {
    actions.say("share", { kind: "note", message });
  }

  /** @param {string} address */
  async function draw(address) {
    try {
      const { content } = await postForFile("/api/qr", { text: address });
      if (field.value !== address) return;
      URL.revokeObjectURL(code.src);
      code.src = URL.createObjectURL(content);
      code.hidden = false;
    } catch (error) {
      say(isRefusal(error) ? TOO_LONG : `There is no QR code: ${sentenceOf(error)}`);
    }
  }

  byId("show-share", HTMLButtonElement).addEventListener("click", () => void open());
  byId("close-share", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("copy-address", HTMLButtonElement).addEventListener("click", async () => {
    const done = await copy(field);
    setText(copied, done ? "Copied." : "The browser does not let pages copy: press Ctrl+C.");
  });
  return ({ problems }) => setText(problem, problems.share?.message ?? "");
}

/**
 * Browsers offer the clipboard only over https or from the same machine. A classroom server has
 * neither, so there the old way is used.
 *
 * @param {HTMLInputElement} field
 */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

/** @param {string} host */
function isLocal(host) {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

/**
 * The dialog that saves the run as files, and opens one.
 *
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

  /** Files made by the browser. The server makes the others. @type {Record<string, () => Promise<{content: Blob, name: string}>>} */
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
    // For a run that has not begun, the number of iterations that Run would do.
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
  // By then the browser has taken the file, however large.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
