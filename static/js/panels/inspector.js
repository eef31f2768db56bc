/**
 * The origin of the selected number: as the chain rule, as matrices, and as the lines of numpy that
 * computed it. The server makes all of the content; this module only places it.
 */

import { byId, html, setText } from "../ui/dom.js";
import { precise } from "../text/format.js";
import { chainLines, listenToAsking, matrixLines } from "./formulas.js";
import { listing } from "./source.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Explanation} Explanation
 */

/**
 * @param {import("../types").Parts["actions"]} actions
 */
export function createInspector({ ask, askBefore, unselect }) {
  const title = byId("inspector-title", HTMLElement);
  const question = byId("inspector-question", HTMLElement);
  const meaning = byId("inspector-meaning", HTMLElement);
  const related = byId("inspector-related", HTMLElement);
  const chain = byId("chain", HTMLElement);
  const madeOf = byId("chain-made-of", HTMLElement);
  const parts = byId("chain-parts", HTMLElement);
  const rounded = byId("chain-rounded", HTMLElement);
  const matrices = byId("matrices", HTMLElement);
  const python = byId("python", HTMLElement);
  const back = byId("inspector-back", HTMLButtonElement);
  const copy = byId("inspector-copy", HTMLButtonElement);
  let value = NaN;

  back.addEventListener("click", askBefore);
  byId("inspector-leave", HTMLButtonElement).addEventListener("click", unselect);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(String(value));
    copy.dataset.done = "true";
    copy.addEventListener("blur", () => delete copy.dataset.done, { once: true });
  });
  listenToAsking(chain, ask);

  return {
    /**
     * What the page knows of a number by itself.
     *
     * @param {string} quantity
     * @param {State["outline"]} outline
     */
    name(quantity, outline) {
      setText(title, outline.titleOf(quantity));
      setText(question, "");
      setText(meaning, "");
      related.replaceChildren();
    },

    /** @param {boolean} there  whether there is an earlier question */
    offerBack(there) {
      back.hidden = !there;
    },

    /**
     * @param {Explanation} explanation
     * @param {State["outline"]} outline
     * @param {number} phase  on screen
     */
    draw(explanation, outline, phase) {
      value = explanation.value;
      setText(title, explanation.title);
      setText(question, explanation.question);
      setText(meaning, explanation.meaning);
      related.replaceChildren(
        ...explanation.related
          .filter((number) => outline.knownFrom(number.quantity) <= phase)
          .map((number) => numberButton(number.label, number, explanation.quantity, ask)),
      );
      chain.replaceChildren(...chainLines(explanation));
      rounded.hidden = !explanation.rounded;
      parts.replaceChildren(...termButtons(chain, explanation, ask, outline));
      madeOf.hidden = parts.childElementCount === 0;
      matrices.replaceChildren(...matrixLines(explanation));
      python.replaceChildren(...explanation.python.map(listing));
    },
  };
}

/**
 * @param {string} label
 * @param {{quantity: string, value: number}} number
 * @param {string} current
 * @param {(quantity: string) => void} ask
 */
function numberButton(label, { quantity, value }, current, ask) {
  const button = html(
    "button",
    {
      type: "button",
      class: "number",
      "data-quantities": quantity,
      "aria-pressed": String(quantity === current),
    },
    [html("span", { class: "label" }, [label]), " ", html("span", { class: "value" }, [precise(value)])],
  );
  button.addEventListener("click", () => ask(quantity));
  return button;
}

/**
 * The numbers in a formula as buttons, for the keyboard and for touch.
 *
 * @param {HTMLElement} chain
 * @param {Explanation} explanation
 * @param {(quantity: string) => void} ask
 * @param {State["outline"]} outline
 */
function termButtons(chain, explanation, ask, outline) {
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  for (const term of chain.querySelectorAll(".symbols [data-quantities], .names [data-quantities]")) {
    const quantity = term.getAttribute("data-quantities") ?? "";
    if (quantity.includes(" ") || quantity === explanation.quantity || buttons.has(quantity)) continue;
    const math = document.createElementNS("http://www.w3.org/1998/Math/MathML", "math");
    math.append(term.cloneNode(true));
    const button = html(
      "button",
      { type: "button", class: "term", "data-quantities": quantity, "aria-label": outline.titleOf(quantity) },
      [math],
    );
    button.addEventListener("click", () => ask(quantity));
    buttons.set(quantity, button);
  }
  return buttons.values();
}
