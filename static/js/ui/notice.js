import { byId, setAttributes, setText } from "./dom.js";

/**
 * A sentence about something that went wrong, with a way to try it again.
 *
 * @param {{dismissNotice(): void}} explorer
 * @returns {import("../types").View}
 */
export function createNotice(explorer) {
  const root = byId("notice", HTMLElement);
  const message = byId("notice-message", HTMLElement);
  const retry = byId("retry", HTMLButtonElement);
  /** @type {import("../types").Notice | null} */
  let shown = null;
  retry.addEventListener("click", () => {
    // Forgotten first, so that a second click does not do it twice.
    const again = shown?.retry;
    shown = null;
    explorer.dismissNotice();
    again?.();
  });
  byId("dismiss", HTMLButtonElement).addEventListener("click", () => explorer.dismissNotice());
  return ({ notice }) => {
    shown = notice;
    root.hidden = notice === null;
    setAttributes(root, { "data-kind": notice?.kind ?? "" });
    setText(message, notice?.message ?? "");
    retry.hidden = !notice?.retry;
  };
}
