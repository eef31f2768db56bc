/** One step of the derivation: its numbers, and the question at its end. */

import { html, setText } from "../ui/dom.js";
import { precise } from "../text/format.js";
import { chainLines, matrixLines } from "../panels/formulas.js";
import { curveNeuron } from "./curve.js";
import { keyOf } from "./live.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Explanation} Explanation
 * @typedef {import("./live.js").Wanted} Wanted
 */

/** @type {Record<string, (explanation: Explanation) => (Node | string)[]>} */
const VIEWS = {
  chain: chainLines,
  ends(explanation) {
    const [first, ...others] = chainLines(explanation);
    const last = others.at(-1);
    return first ? [first, ...(last ? [last] : [])] : [];
  },
  matrices: matrixLines,
  meaning: ({ meaning }) => [meaning],
  value: ({ value }) => [precise(value)],
};

/**
 * @param {object} parts
 * @param {HTMLElement} parts.root  made by the template of the step
 * @param {import("./steps.js").Step} parts.step
 * @param {import("../types").Parts["actions"]} parts.actions
 */
export function createLesson({ root, step, actions }) {
  const boxes = [...root.querySelectorAll("[data-live]")].map((element) => ({
    element: /** @type {HTMLElement} */ (element),
    /** @type {import("../types").Live | undefined} */
    shown: undefined,
  }));
  const feedback = /** @type {HTMLElement} */ (root.querySelector(".feedback"));
  const tick = /** @type {HTMLElement} */ (root.querySelector(".question .tick"));
  const form = root.querySelector("form");
  const input = form?.querySelector("input");
  /** @type {string | null} */
  let verdict = null;

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.answerNumber(input?.value ?? "");
  });
  for (const button of root.querySelectorAll("button[data-answer]"))
    button.addEventListener("click", () => actions.answerDirection(button.getAttribute("data-answer") ?? ""));

  /** @param {string} name */
  function hint(name) {
    const template =
      root.querySelector(`template[data-feedback="${name}"]`) ??
      root.querySelector('template[data-feedback="wrong"]');
    if (!(template instanceof HTMLTemplateElement)) return [];
    const right = name === "right";
    const label = html("strong", {}, [right ? "Right." : "Not yet."]);
    return [label, " ", template.content.cloneNode(true)];
  }

  return {
    root,
    step,
    asking: /** @type {HTMLElement} */ (root.querySelector(".asking")),
    feedback,

    /**
     * The numbers that the step needs: those it shows, and those that judge its answers.
     *
     * @param {State} state
     * @returns {Wanted[]}
     */
    wanted(state) {
      return [...boxes.map(({ element }) => wantedBy(element, state)), ...askedIn(step.question)];
    },

    /** @param {State} state */
    draw(state) {
      const { learning, answers } = state;
      for (const box of boxes) {
        const live = answers.live?.[keyOf(wantedBy(box.element, state))];
        if (!live || live === box.shown) continue;
        box.shown = live;
        const view = VIEWS[box.element.dataset.view ?? ""];
        if (live.explanation && view) box.element.replaceChildren(...view(live.explanation));
        else setText(box.element, live.problem ?? "");
      }
      tick.hidden = !learning.answered.includes(step.id);
      if (verdict === learning.verdict) return;
      verdict = learning.verdict;
      feedback.dataset.verdict = verdict === null ? "" : verdict === "right" ? "right" : "wrong";
      feedback.replaceChildren(...(verdict === null ? [] : hint(verdict)));
      if (verdict !== null) showVerdict(feedback);
      if (input) input.setAttribute("aria-invalid", String(verdict !== null && verdict !== "right"));
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {State} state
 * @returns {Wanted}
 */
function wantedBy({ dataset }, state) {
  return {
    quantity: (dataset.live ?? "").replace("{neuron}", curveNeuron(state)),
    change: dataset.change ?? "",
    example: Number(dataset.example ?? 0),
  };
}

/**
 * @param {import("./steps.js").Question} question
 * @returns {Wanted[]}
 */
function askedIn(question) {
  if (question.kind === "largest")
    return Object.values(question.of).map((quantity) => ({ quantity, change: "", example: 0 }));
  if (question.kind === "number" || question.kind === "direction")
    return [{ quantity: question.quantity, change: question.change ?? "", example: 0 }];
  return [];
}

/**
 * Where the panel scrolls beside the diagram, the verdict is seen where one answers. Elsewhere the
 * page stays where it is: the bar beside the diagram has the verdict.
 *
 * @param {HTMLElement} feedback
 */
export function showVerdict(feedback) {
  const panel = feedback.closest(".panel");
  if (!panel || panel.scrollHeight <= panel.clientHeight || getComputedStyle(panel).overflowY === "visible") return;
  feedback.scrollIntoView({ block: "nearest" });
}
