import { isRefusal } from "../server/api.js";
import { html, setText } from "../ui/dom.js";

/** @typedef {ReturnType<typeof createProblem>} Problem */

/**
 * A place for a sentence about what failed, with a button that tries it again, if
 * that can help.
 *
 * @param {HTMLElement} root  which is hidden while there is no problem
 */
export function createProblem(root) {
  const text = html("span");
  const button = html("button", { type: "button", class: "small" }, ["Retry"]);
  let retry = () => {};
  root.append(text, " ", button);

  function clear() {
    root.hidden = true;
    setText(text, "");
  }
  clear();
  button.addEventListener("click", () => {
    clear();
    retry();
  });

  return {
    clear,

    /**
     * @param {unknown} error
     * @param {() => void} [again]
     */
    say(error, again) {
      retry = again ?? retry;
      setText(text, error instanceof Error ? error.message : String(error));
      button.hidden = !again || isRefusal(error);
      root.hidden = false;
    },
  };
}
