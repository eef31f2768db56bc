/** The dialog that shows the address of what is on screen, to copy or to point a camera at. */

import { sentenceOf } from "../model/problems.js";
import { isRefusal, postForFile } from "../server/api.js";
import { byId, setText } from "../ui/dom.js";
import { addressOf } from "./address.js";
import { toShare } from "./carried.js";

const TOO_LONG = "This address is too long for a QR code. The address itself works.";
const ONLY_HERE =
  "means this machine alone. For a room, open the page by this machine’s name or address, and share it from there.";

/**
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
 * The clipboard is there only on pages that came by https or from this machine; a workshop's did
 * not, so there the old way has to do.
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
