import { html } from "../ui/dom.js";

/**
 * A number in a sentence, which lights up with its other places.
 *
 * @param {string} quantity
 * @param {string} text
 * @param {string} [mark]  the shape of the point in the picture that the number belongs to
 */
export function number(quantity, text, mark) {
  return html("span", {
    class: mark ? "linked mark" : "linked",
    "data-quantities": quantity,
    ...(mark && { "data-mark": mark }),
  }, [text]);
}

/** Where the screen is, and where the next step goes: as `app/figures` draws them. */
export const HERE = "●";
export const NEXT = "◆";
