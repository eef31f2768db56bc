import { byId, html, setText } from "../ui/dom.js";
import { precise } from "../text/format.js";
import { askedQuantity, shownPhase, wholeIterations } from "../model/state.js";
import { createProblem } from "../ui/problem.js";
import { createTabs } from "../ui/tabs.js";
import { chainLines, listenToAsking, matrixLines } from "./formulas.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Explanation} Explanation
 */

/**
 * The origin of the selected number: as the chain rule, as matrices, and as the lines of Python that
 * computed it. The server makes all of the content; this module only places it.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createInspector({ actions }) {
  const { ask, chooseView, askBefore } = actions;
  const body = byId("inspector", HTMLElement);
  const empty = byId("inspector-empty", HTMLElement);
  const showProblem = createProblem({ root: byId("inspector-problem", HTMLElement), place: "explanation", actions });
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
  const showTab = createTabs(byId("inspector-tabs", HTMLElement), chooseView);
  /** @type {Explanation | null} */
  let shown = null;
  let shownPhaseIndex = -1;

  back.addEventListener("click", askBefore);
  copy.addEventListener("click", async () => {
    if (!shown) return;
    await navigator.clipboard.writeText(String(shown.value));
    copy.dataset.done = "true";
    copy.addEventListener("blur", () => delete copy.dataset.done, { once: true });
  });
  for (const root of [chain, matrices]) listenToAsking(root, ask);

  /**
   * @param {Explanation} explanation
   * @param {number} phase
   * @param {State["outline"]} outline
   */
  function draw(explanation, phase, outline) {
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
  }

  return (state) => {
    const { explanation = null } = state.answers;
    const asked = askedQuantity(state);
    empty.hidden = asked !== undefined;
    showProblem(state);
    body.hidden = asked === undefined || explanation === null;
    body.classList.toggle("waiting", wholeIterations(state));
    back.hidden = state.askedBefore.length === 0;
    showTab(state.inspectorView);
    const phase = shownPhase(state);
    if (!explanation || (explanation === shown && phase === shownPhaseIndex)) return;
    shown = explanation;
    shownPhaseIndex = phase;
    draw(explanation, phase, state.outline);
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

/** @param {Explanation["python"][0]} excerpt */
function listing({ file, lines }) {
  return html("figure", {}, [
    html("figcaption", {}, [`${file}, line ${lines[0]?.number ?? ""}`]),
    html(
      "pre",
      { tabindex: 0 },
      lines.map(({ number, text, marked }) =>
        html(marked ? "mark" : "span", { class: "line", "data-number": number }, [`${text}\n`]),
      ),
    ),
  ]);
}
