import { byId, html, setText } from "../ui/dom.js";
import { askedQuantity } from "../model/state.js";
import { exact, grouped } from "../text/format.js";
import { read } from "../text/numbers.js";

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
  let mistyped = "";
  let serverProblem = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = read(input.value);
    mistyped = "reason" in found ? `${found.reason} Type a number, such as 0.0821, 3.5e-5 or 1/3.` : "";
    say();
    if ("reason" in found) return input.focus();
    void actions.check(select.value, input.value.trim(), found.value);
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
    if (chosen !== "") select.value = chosen;
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

  return (state) => {
    const { outline } = state;
    fill(outline);
    preselect(state);
    serverProblem = state.problems.check?.message ?? "";
    say();
    if (state.checks === shown) return;
    shown = state.checks;
    const [latest, ...before] = shown;
    answer.replaceChildren(...(latest ? verdict(latest, outline, actions.showPlace) : []));
    earlier.hidden = before.length === 0;
    list.replaceChildren(...before.map((one) => html("li", {}, [summary(one, outline)])));
  };
}

/** @param {State["outline"]} outline */
function groups(outline) {
  return outline.phases.slice(1).map((phase, index) =>
    html(
      "optgroup",
      { label: phase.name },
      outline.computedIn(index + 1).map((name) => html("option", { value: name }, [outline.titleOf(name)])),
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

/** @type {Record<Check["verdict"], string>} */
const SIGNS = { right: "✓", mistake: "✗", unknown: "?" };

/**
 * The latest answer, in full.
 *
 * @param {Check} check
 * @param {State["outline"]} outline
 * @param {(place: import("../types").Place) => unknown} showPlace
 */
function verdict(check, outline, showPlace) {
  const { verdict, title, explanation, hint, place, where, iteration } = check;
  const heading = verdict === "right" ? "Right" : (title ?? "Not explained");
  /** @type {HTMLElement[]} */
  const parts = [
    html("p", { class: "heading" }, [
      html("span", { class: "sign", "aria-hidden": "true" }, [SIGNS[verdict]]),
      ` ${heading}`,
    ]),
    html("p", { class: "quiet" }, [`${question(check, outline)}, iteration ${grouped(iteration)}`]),
    html("p", {}, [verdict === "right" ? explanation : hint]),
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
  return [html("div", { class: `verdict ${verdict}` }, parts)];
}

/**
 * An earlier answer on one line.
 *
 * @param {Check} check
 * @param {State["outline"]} outline
 */
function summary(check, outline) {
  const { verdict, title, digits } = check;
  const found = verdict === "right" ? `right, ${digits} digits` : (title ?? "not explained");
  return html("span", { class: verdict }, [
    html("span", { class: "sign", "aria-hidden": "true" }, [SIGNS[verdict]]),
    ` ${question(check, outline)}: ${found}`,
    html("span", { class: "quiet" }, [`, iteration ${grouped(check.iteration)}`]),
  ]);
}

/**
 * @param {Check} check
 * @param {State["outline"]} outline
 */
function question({ quantity, text }, outline) {
  return `${outline.titleOf(quantity)} = ${text.replaceAll("-", "−")}`;
}
