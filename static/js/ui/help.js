import { byId, html } from "./dom.js";
import { EDITING_KEYS } from "../editing/keys.js";
import { KEYS } from "./keyboard.js";

/** The dialog that lists the keys. Returns what opens it. */
export function createHelp() {
  const dialog = byId("keys", HTMLDialogElement);
  byId("key-list", HTMLElement).append(
    ...[...KEYS, ...EDITING_KEYS].flatMap(({ shown, does }) => [
      html("dt", {}, [html("kbd", {}, [shown])]),
      html("dd", {}, [does]),
    ]),
  );
  byId("show-keys", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("close-keys", HTMLButtonElement).addEventListener("click", () => dialog.close());
  return () => dialog.showModal();
}
