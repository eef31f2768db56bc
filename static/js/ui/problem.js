/** Messages about failures, with a button to try again. */

import { byId, html, setAttributes, setText } from "./dom.js";

/**
 * A place for a message about a failure, with a Retry button if that can help.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root  hidden while there is no problem
 * @param {string} parts.place  the problem's key in the state
 * @param {import("../types").Parts["actions"]} parts.actions
 * @returns {import("../types").View}
 */
export function createProblem({ root, place, actions }) {
  const text = html("span");
  const button = html("button", { type: "button", class: "small" }, ["Retry"]);
  button.addEventListener("click", () => actions.retry(place));
  root.append(text, " ", button);

  return ({ problems }) => {
    const problem = problems[place];
    root.hidden = !problem;
    button.hidden = !problem?.retry;
    setText(text, problem?.message ?? "");
  };
}

/**
 * The notice: a problem of the whole page, with Retry and Dismiss.
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
