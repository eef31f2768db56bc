import { byId, setAttributes, setText } from "./dom.js";

/**
 * A sentence about something that went wrong, with a way to try it again.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createNotice({ actions }) {
  const root = byId("notice", HTMLElement);
  const message = byId("notice-message", HTMLElement);
  const retry = byId("retry", HTMLButtonElement);
  retry.addEventListener("click", () => actions.retry("page"));
  byId("dismiss", HTMLButtonElement).addEventListener("click", () => actions.dismiss("page"));
  return ({ problems: { page } }) => {
    root.hidden = !page;
    setAttributes(root, { "data-kind": page?.kind ?? "" });
    setText(message, page?.message ?? "");
    retry.hidden = !page?.retry;
  };
}
