/** The panel of a task: what it asks, its answers, what is said of the last one, and help. */

import { onScreen } from "../model/practising.js";
import { formula } from "../panels/formulas.js";
import { precise } from "../text/format.js";
import { inNotation } from "../text/naming.js";
import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { createBlank } from "./blank.js";
import { withSign, writeSigns } from "./decimals.js";
import { ANSWER, isTooShort, kindOf, progressOf } from "./practice.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./practice.js").Item} Item
 * @typedef {import("./practice.js").Judged} Judged
 * @typedef {import("./practice.js").Practice} Practice
 * @typedef {import("./practice.js").Progress} Progress
 * @typedef {import("./practice.js").Round} Round
 *
 * @typedef {object} Answering  what one can do
 * @property {(value: string) => void} choose  one of the answers
 * @property {(text: string) => void} type
 * @property {() => void} help
 * @property {() => void} next
 * @property {() => void} leave
 *
 * @typedef {{value: string, label: string, quantities: string}} Offered
 */

/** @type {Record<import("./practice.js").Kind, string>} */
export const NAMES = { predict: "Predict", "fill-in": "Fill in", "find-the-mistake": "Find the mistake" };

/** What the next press for help shows. */
const STEPS = ["Help: the rule", "Help: the formula with the numbers", "Show the answer"];

const DIGITS = ["No", "One", "Two", "Three", "Four", "Five"];

const SIGNS = { right: "✓", wrong: "✗", "": "" };

/** So many answers have a key of their own. */
const KEYS = 9;

const AGAIN = "It comes again with other numbers.";

/** The digits of a number that is shown with a mistake. */
const SHOWN = 6;

/**
 * Whether the first wrong number of an iteration is found.
 *
 * @param {Judged | null} judged
 */
export const isPlaceFound = (judged) => judged?.right_fields.includes("quantity") === true;

/**
 * The answers to choose among. In an iteration with a mistake these are the numbers of the phase on
 * screen, and once the first wrong one is found, what the mistake may be.
 *
 * @param {Item} item
 * @param {Judged | null} judged
 * @param {import("../types").Scene} scene
 * @returns {Offered[]}
 */
export function offered({ asks, choices, numbers }, judged, { outline, phase }) {
  if (asks === "mistake" && !isPlaceFound(judged))
    return numbers
      .filter(({ quantity }) => outline.knownFrom(quantity) === phase)
      .map(({ quantity, value }) => ({ value: quantity, label: `${outline.titleOf(quantity)} ${precise(value, SHOWN)}`, quantities: quantity }));
  return choices.map(({ value, label, part }) => ({ value, label, quantities: part }));
}

/**
 * @param {Answering} answering
 * @param {string} sign  of decimals
 */
export function createTask({ choose, type, help, next, leave }, sign) {
  const root = byId("practise-task", HTMLElement);
  const place = byId("practise-place", HTMLElement);
  const other = byId("practise-other", HTMLElement);
  const question = byId("practise-question", HTMLElement);
  const how = byId("practise-how", HTMLElement);
  const list = byId("practise-choices", HTMLElement);
  const verdict = byId("practise-verdict", HTMLElement);
  const helpedBy = byId("practise-helped", HTMLElement);
  const checkButton = byId("practise-check", HTMLButtonElement);
  const nextButton = byId("practise-next", HTMLButtonElement);
  const helpButton = byId("practise-help", HTMLButtonElement);
  const blank = createBlank(type);
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  let listed = "";
  let told = "";
  let helped = "";
  let mistyped = "";

  nextButton.addEventListener("click", next);
  helpButton.addEventListener("click", help);
  byId("practise-leave", HTMLButtonElement).addEventListener("click", leave);
  blank.input.addEventListener("input", () => {
    blank.mark(false);
    if (mistyped !== "") ((mistyped = ""), verdict.replaceChildren());
  });

  /** @param {Offered[]} all */
  function list_(all) {
    const key = JSON.stringify(all);
    if (key === listed) return;
    listed = key;
    buttons = all.map(({ value, label, quantities }, index) => {
      const shortcut = index < KEYS ? String(index + 1) : "";
      const button = html("button", { type: "button", "data-answer": value, "data-quantities": quantities, ...(shortcut && { "aria-keyshortcuts": shortcut }) }, [
        html("kbd", { "aria-hidden": "true" }, [shortcut]),
        html("span", {}, [withSign(label, sign)]),
        html("span", { class: "sign", "aria-hidden": "true" }),
      ]);
      button.addEventListener("click", () => choose(value));
      return button;
    });
    list.replaceChildren(...buttons);
  }

  /**
   * @param {Element} element
   * @param {Node[]} content
   */
  function write(element, content) {
    element.replaceChildren(...content);
    writeSigns(element, sign);
  }

  return {
    /** Where the next answer is given. */
    focusAnswer() {
      const typed = blank.input.form?.hidden === false;
      (typed ? blank.input : question).focus();
      if (typed) blank.input.select();
    },
    focusNext: () => nextButton.focus(),

    /** @param {string} reason  why what was typed is no number */
    refuse(reason) {
      mistyped = reason;
      blank.mark(true);
      write(verdict, [html("p", {}, [reason])]);
      blank.input.select();
    },

    /** @param {number} index  of an answer */
    press: (index) => buttons[index]?.click(),

    /**
     * @param {State} state
     * @param {Practice & {round: Round}} practice
     * @param {{item: Item, isOther: boolean} | null} task  on screen
     */
    draw(state, practice, task) {
      root.hidden = task === null;
      const { scene } = state;
      if (!task || !scene) return blank.draw(state, "");
      const { item } = task;
      const { round, judged } = practice;
      const progress = progressOf(round);
      const { outline } = scene;
      /** @param {string} text */
      const named = (text) => inNotation(text, outline);
      const first = round.tasks.filter(({ asked }) => asked === 0).length;
      const count = round.at < first ? `${round.at + 1} of ${first}` : `again, ${round.at - first + 1} of ${round.tasks.length - first}`;
      setText(place, `${NAMES[kindOf(round)]}, level ${round.asked[0]?.level}: ${count}`);
      setText(other, task.isOther ? "The diagram shows other numbers now." : "");
      setAttributes(question, { "data-asks": item.asks });
      setText(question, withSign(named(item.question), sign));
      setText(how, howIn(item, judged, scene, sign));
      list_(item.asks === "number" ? [] : offered(item, judged, scene).map((one) => ({ ...one, label: named(one.label) })));
      mark(buttons, item, progress, judged);
      blank.draw(onScreen(state), item.asks === "number" && !progress.done ? item.quantity : "");
      blank.mark(judged !== null && judged.wrong_fields.includes("text") && !isTooShort(judged));
      checkButton.hidden = item.asks !== "number" || progress.done;
      nextButton.hidden = !progress.done;
      helpButton.hidden = progress.done;
      setText(helpButton, STEPS[Math.min(progress.help, ANSWER - 1)] ?? "");
      const comesAgain = item.asks === "number" && round.at < first;
      const said = JSON.stringify([round.at, item.question, progress, judged, state.notation]);
      if (said !== told) {
        told = said;
        write(verdict, judged ? verdictOn(item, progress, judged, comesAgain).map((text) => html("p", {}, [named(text)])) : []);
        setAttributes(verdict, { "data-verdict": judged === null ? "" : toneOf(progress, judged) });
      }
      const helping = JSON.stringify(judged?.help ?? null) + progress.help;
      if (helping !== helped) {
        helped = helping;
        write(helpedBy, judged && progress.help > 0 ? helpIn(judged, named) : []);
        setText(how, howIn(item, judged, scene, sign));
      }
    },
  };
}

/**
 * How to answer.
 *
 * @param {Item} item
 * @param {Judged | null} judged
 * @param {import("../types").Scene} scene
 * @param {string} sign
 */
function howIn({ asks, digits, choices }, judged, { done, outline, phase }, sign) {
  if (done) return "";
  if (asks === "number") return `${DIGITS[digits] ?? digits} digits do, such as ${withSign("0.0821", sign)} or 8${sign}21e-2; a fraction is exact.`;
  if (asks !== "mistake") return choices.some(({ part }) => part !== "") ? "Press it in the diagram, or choose it here." : "";
  if (isPlaceFound(judged)) return "This is the first wrong number. What is the mistake?";
  return `Walk through the phases, and press the number where it began. ${outline.phases[phase]?.name ?? ""}:`;
}

/**
 * @param {HTMLButtonElement[]} buttons
 * @param {Item} item
 * @param {Progress} progress
 * @param {Judged | null} judged
 */
function mark(buttons, item, { given, done }, judged) {
  const solution = judged?.solution.find(({ field }) => field === "choice")?.value;
  for (const button of buttons) {
    const value = button.dataset.answer ?? "";
    const chosen = value === given.choice || (value === given.quantity && !isPlaceFound(judged));
    const right = value === solution;
    const tone = right && done ? "right" : chosen && judged && judged.wrong_fields.length > 0 ? "wrong" : "";
    setAttributes(button, { "data-verdict": tone, "aria-pressed": String(chosen), "aria-disabled": String(done) });
    const sign = button.querySelector(".sign");
    if (sign) setText(sign, SIGNS[tone]);
  }
}

/**
 * @param {Progress} progress
 * @param {Judged} judged
 */
function toneOf({ done, shown }, judged) {
  if (judged.right || (!done && judged.wrong_fields.length === 0)) return "right";
  return isTooShort(judged) || (shown && judged.wrong_fields.length === 0) ? "" : "wrong";
}

/**
 * What is said of the last answer.
 *
 * @param {Item} item
 * @param {Progress} progress
 * @param {Judged} judged
 * @param {boolean} comesAgain
 */
function verdictOn(item, { shown, given }, judged, comesAgain) {
  const heading = headingOf(item, judged);
  const said = [...judged.said, ...(shown ? toldIn(item, judged) : []), ...(shown && comesAgain ? [AGAIN] : [])];
  const answered = Object.keys(given).length > 0;
  if (heading === "" || !answered) return said;
  const [first = "", ...others] = said;
  return [`${heading} ${first}`, ...others];
}

/**
 * @param {Item} item
 * @param {Judged} judged
 */
function headingOf({ asks }, judged) {
  if (asks === "number") return judged.title === "" ? "" : `${judged.title}.`;
  if (judged.right) return asks === "mistake" ? "Found." : "Right.";
  return judged.wrong_fields.length > 0 ? "Not so." : "";
}

/**
 * The answer, of which what is said may not tell.
 *
 * @param {Item} item
 * @param {Judged} judged
 */
function toldIn({ asks, choices }, { solution, wrong_fields }) {
  const value = solution.find(({ field }) => field === "choice")?.value;
  if (value === undefined) return [];
  const label = choices.find((choice) => choice.value === value)?.label ?? value;
  return asks === "mistake" || wrong_fields.length === 0 ? [`The answer: ${label}.`] : [];
}

/**
 * The rule, and the formulas.
 *
 * @param {Judged} judged
 * @param {(text: string) => string} named
 */
function helpIn({ help }, named) {
  if (help.rule === "") return [];
  const lines = help.formulas.flatMap((one) => one.lines);
  return [html("p", {}, [named(help.rule)]), ...lines.map(({ role, mathml, text }) => formula(mathml, `step ${role}`, text))];
}
