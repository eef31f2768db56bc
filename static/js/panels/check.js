import { byId, html, setText } from "../ui/dom.js";
import { askedQuantity } from "../model/state.js";
import { exact, grouped, precise } from "../text/format.js";
import { inNotation } from "../text/naming.js";
import { mayBeExpression, read } from "../text/numbers.js";

/**
 * @typedef {import("../types").Check} Check
 * @typedef {import("../types").State} State
 */

/**
 * Check my calculation: a typed number is confirmed, or its mistake is explained.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createCheck({ actions }) {
  const form = byId("check-form", HTMLFormElement);
  const select = byId("check-quantity", HTMLSelectElement);
  const input = byId("check-value", HTMLInputElement);
  const problem = byId("check-problem", HTMLElement);
  const answer = byId("check-answer", HTMLElement);
  const earlier = byId("check-earlier", HTMLElement);
  const list = byId("check-list", HTMLElement);
  /** The outline that the list was made from. @type {State["outline"] | undefined} */
  let listed;
  /** @type {string | undefined} */
  let asked;
  /** @type {Check[]} */
  let shown = [];
  /** The outline that names the numbers in the answers. @type {State["outline"] | undefined} */
  let named;
  let mistyped = "";
  let serverProblem = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = read(input.value);
    const unreadable = "reason" in found && !mayBeExpression(input.value) ? found.reason : "";
    mistyped = unreadable && `${unreadable} Type a number, such as 0.0821 or 1/3, or an expression: 0.1385*0.5933.`;
    say();
    if (unreadable) {
      setAside();
      return input.focus();
    }
    void actions.check(select.value, input.value.trim(), "reason" in found ? undefined : found.value);
    input.select();
  });
  for (const field of [select, input])
    field.addEventListener("input", () => {
      mistyped = "";
      say();
    });
  select.addEventListener("change", lightUp);

  function say() {
    setText(problem, mistyped || serverProblem);
    input.setAttribute("aria-invalid", String(mistyped !== ""));
  }

  /** The quantity to check is highlighted in the diagram while its field has the focus. */
  function lightUp() {
    for (const field of [select, input]) field.dataset.quantities = select.value;
  }

  /** @param {State["outline"]} outline */
  function fill(outline) {
    if (outline === listed) return;
    listed = outline;
    const chosen = select.value;
    select.replaceChildren(...groups(outline));
    // Another network may lack it.
    if (isComputed(outline, chosen)) select.value = chosen;
    lightUp();
  }

  /** @param {State} state */
  function preselect(state) {
    const now = askedQuantity(state);
    if (now === asked) return;
    asked = now;
    const { outline, selected } = state;
    // A given number is not calculated, so the first number computed from it is chosen.
    const numbers = [now ?? "", ...(selected ? outline.knownOf(selected, outline.last) : [])];
    const choice = numbers.find((quantity) => isComputed(outline, quantity));
    if (choice) select.value = choice;
    lightUp();
  }

  /** @param {Check | undefined} latest  the answer to what was typed last, if it has one */
  function answerWith(latest) {
    const outline = named;
    if (!outline) return;
    answer.replaceChildren(...(latest ? verdict(latest, outline, actions.showPlace) : []));
    const before = shown.filter((check) => check !== latest);
    earlier.hidden = before.length === 0;
    list.replaceChildren(...before.map((one) => html("li", {}, [summary(one, outline)])));
  }

  /** What was typed last has no answer, so the one on screen belongs to an earlier number. */
  function setAside() {
    if (answer.childElementCount > 0) answerWith(undefined);
  }

  return (state) => {
    const { outline } = state;
    fill(outline);
    preselect(state);
    serverProblem = state.problems.check?.message ?? "";
    say();
    if (serverProblem !== "") setAside();
    if (state.checks === shown && outline === named) return;
    const standing = state.checks !== shown || answer.childElementCount > 0;
    shown = state.checks;
    named = outline;
    answerWith(standing ? shown[0] : undefined);
  };
}

/** @param {State["outline"]} outline */
function groups(outline) {
  return outline.phases.slice(1).map((phase, index) =>
    html(
      "optgroup",
      { label: phase.name },
      outline.computedIn(index + 1).map((name) => html("option", { value: name }, [inNotation(outline.titleOf(name), outline)])),
    ),
  );
}

/**
 * @param {State["outline"]} outline
 * @param {string} quantity
 */
function isComputed(outline, quantity) {
  const from = outline.knownFrom(quantity);
  return from > 0 && from < Infinity;
}

/** @typedef {Check["verdict"] | "rounding"} Sort */

/** @type {Record<Sort, string>} */
const SIGNS = { right: "✓", rounding: "≈", mistake: "✗", unknown: "?" };

/**
 * Rounding on the way is no mistake like others: the method was right.
 *
 * @param {Check} check
 * @returns {Sort}
 */
const sortOf = ({ verdict, mistake }) => (mistake === "rounding" ? mistake : verdict);

/**
 * The verdict in a few words, and its sign.
 *
 * @param {Check} check
 */
function headed(check) {
  const { verdict, title, mistake } = check;
  if (verdict === "right") return { heading: "Right", sign: SIGNS.right };
  // Of too few digits the server says so.
  if (title !== null && mistake === null) return { heading: title, sign: "…" };
  const unnamed = check.expression?.differs ? "One part differs" : "Not explained";
  return { heading: title ?? unnamed, sign: SIGNS[sortOf(check)] };
}

/** @param {string} sign */
const marked = (sign) => html("span", { class: "sign", "aria-hidden": "true" }, [sign]);

/**
 * The latest answer, in full.
 *
 * @param {Check} check
 * @param {State["outline"]} outline
 * @param {(place: import("../types").Place) => unknown} showPlace
 */
function verdict(check, outline, showPlace) {
  const { verdict, explanation, hint, place, where, iteration, expression } = check;
  const { heading, sign } = headed(check);
  const said = verdict === "right" ? explanation : hint;
  const differs = expression?.differs;
  // What differs explains a number that no mistake does.
  const sentences = differs ? [differs, ...(verdict === "unknown" ? [] : [said])] : [said];
  /** @type {HTMLElement[]} */
  const parts = [
    html("p", { class: "heading" }, [marked(sign), ` ${heading}`]),
    html("p", { class: "quiet" }, [`${question(check, outline)}, iteration ${grouped(iteration)}`]),
    ...sentences.map((sentence) => html("p", {}, [inNotation(sentence, outline)])),
  ];
  if (place) {
    const show = html("button", { type: "button", "data-quantities": outline.placesOf(where).join(" ") }, ["Show where"]);
    show.addEventListener("click", () => void showPlace(place));
    parts.push(html("p", {}, [show]));
  }
  if (verdict !== "right")
    parts.push(
      html("details", {}, [
        html("summary", {}, ["Show the right value"]),
        html("p", { class: "correct" }, [exact(check.correct)]),
      ]),
    );
  return [html("div", { class: `verdict ${sortOf(check)}` }, parts)];
}

/**
 * An earlier answer on one line.
 *
 * @param {Check} check
 * @param {State["outline"]} outline
 */
function summary(check, outline) {
  const { verdict, digits } = check;
  const { heading, sign } = headed(check);
  const found = verdict === "right" ? `right, ${digits} digits` : verdict === "mistake" ? heading : heading.toLowerCase();
  return html("span", { class: sortOf(check) }, [
    marked(sign),
    ` ${question(check, outline)}: ${found}`,
    html("span", { class: "quiet" }, [`, iteration ${grouped(check.iteration)}`]),
  ]);
}

/**
 * @param {Check} check
 * @param {State["outline"]} outline
 */
function question({ asked, text, expression }, outline) {
  const gives = expression ? ` = ${precise(expression.value)}` : "";
  return `${inNotation(asked, outline)} = ${text.replaceAll("-", "−")}${gives}`;
}
