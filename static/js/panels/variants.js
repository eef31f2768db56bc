import { byId, html } from "../ui/dom.js";
import { createProblem } from "../ui/problem.js";
import { paintSwatches } from "../ui/runs.js";
import { grouped, padded } from "../text/format.js";

/** @typedef {import("../types").State} State */

/** Numbers this close differ only by the order of addition. */
const NOISE = 1e-12;

/**
 * The variants: which of them are drawn over the loss curve, and where their numbers differ from the
 * right ones in the iteration on screen.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createVariants({ actions, initial }) {
  const root = byId("variants", HTMLElement);
  const showProblem = createProblem({ root: byId("variants-problem", HTMLElement), place: "variants", actions });
  const partings = byId("partings", HTMLElement);
  const legend = byId("loss-legend", HTMLElement);
  const curves = [...legend.querySelectorAll("li")];
  const boxes = [...root.querySelectorAll("input")];
  const titles = new Map(initial.lossCurves.map(({ id, name }) => [id, name]));
  /** @type {State["partings"]} */
  let shown = null;

  for (const box of boxes) box.addEventListener("change", () => actions.chooseVariant(box.value, box.checked));
  paintSwatches(initial.lossCurves);

  return (state) => {
    for (const box of boxes) box.checked = state.variants.includes(box.value);
    legend.hidden = state.variants.length === 0;
    for (const curve of curves) {
      const id = curve.dataset.curve ?? "correct";
      curve.hidden = id !== "correct" && !state.variants.includes(id);
    }
    showProblem(state);
    partings.hidden = state.variants.length === 0;
    const waiting = state.partings?.frame !== state.frame;
    partings.classList.toggle("waiting", waiting);
    if (state.partings === shown) return;
    shown = state.partings;
    const right = shown?.values.correct;
    if (!shown || !right) return partings.replaceChildren();
    const { frame, values } = shown;
    const others = Object.entries(values).filter(([id]) => id !== "correct");
    partings.replaceChildren(
      ...others.map(([id, numbers]) =>
        comparison(titles.get(id) ?? id, { iteration: frame.iteration, right, numbers, outline: state.outline }),
      ),
    );
  };
}

/**
 * @param {string} title
 * @param {object} of
 * @param {number} of.iteration
 * @param {Record<string, number>} of.right
 * @param {Record<string, number>} of.numbers
 * @param {State["outline"]} of.outline
 */
function comparison(title, { iteration, right, numbers, outline }) {
  const first = Object.keys(right).find((quantity) => !same(right[quantity], numbers[quantity]));
  const where = first ? `the first number to differ: ${inSentence(outline.titleOf(first))}` : "no number differs";
  const always = comparedIn(outline);
  const quantities = always.includes(first ?? "loss") ? always : [first ?? "", ...always];
  return html("section", { class: "parting" }, [
    html("h2", {}, [title]),
    html("p", { class: "where" }, [`In iteration ${grouped(iteration)} ${where}.`]),
    html("table", { "aria-label": `${title}, iteration ${grouped(iteration)}` }, [
      html("thead", {}, [
        html(
          "tr",
          {},
          ["Number", "Correct", "Variant", "Differs at digit"].map((name) => html("th", { scope: "col" }, [name])),
        ),
      ]),
      html(
        "tbody",
        {},
        quantities.map((quantity) => row(quantity, outline.titleOf(quantity), right[quantity] ?? NaN, numbers[quantity] ?? NaN)),
      ),
    ]),
  ]);
}

/**
 * The quantities to compare, in the order of their computation: the first weight of each layer, and
 * the first neuron after the inputs.
 *
 * @param {State["outline"]} outline
 */
function comparedIn(outline) {
  const weights = outline.edges.filter(({ to, from }) => to === 0 && from === 0).map(({ name }) => name);
  const neuron = outline.computing[0]?.name;
  return [
    ...["loss", `delta.${neuron}`],
    ...weights.map((name) => `gradient.${name}`),
    ...weights.map((name) => `new.${name}`),
    ...[`new.b.${neuron}`, "new.loss"],
  ];
}

/**
 * @param {string} quantity
 * @param {string} title
 * @param {number} right
 * @param {number} other
 */
function row(quantity, title, right, other) {
  const [one, two] = [padded(right), padded(other)];
  const agreeing = same(right, other) ? one.mantissa.length : one.power === two.power ? common(one.mantissa, two.mantissa) : 0;
  const digit = significant(one.mantissa.slice(0, agreeing)) + 1;
  const hidden = agreeing === one.mantissa.length;
  const place = same(right, other) ? "same" : hidden ? "later" : ordinal(digit);
  return html("tr", { class: place === "same" ? "same" : "apart" }, [
    html("th", { scope: "row" }, [title]),
    html("td", { "data-quantities": quantity }, digits(one, agreeing)),
    html("td", {}, digits(two, agreeing)),
    html("td", {}, [place]),
  ]);
}

/**
 * @param {{mantissa: string, power: string}} number
 * @param {number} agreeing  how many characters of the mantissa the two numbers share
 */
function digits({ mantissa, power }, agreeing) {
  return [html("span", { class: "agreeing" }, [mantissa.slice(0, agreeing)]), mantissa.slice(agreeing) + power];
}

/**
 * @param {number | undefined} one
 * @param {number | undefined} other
 */
function same(one = NaN, other = NaN) {
  return Math.abs(one - other) <= NOISE * Math.max(Math.abs(one), Math.abs(other));
}

/**
 * The length of the common beginning of two texts.
 *
 * @param {string} one
 * @param {string} other
 */
function common(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/**
 * The number of significant digits in the beginning of a written number.
 *
 * @param {string} text
 */
function significant(text) {
  return text.replace(/[^\d]/g, "").replace(/^0+/, "").length;
}

/** @param {number} count */
function ordinal(count) {
  return `${count}${["th", "st", "nd", "rd"][count] ?? "th"}`;
}

/**
 * A label within a sentence; names such as w5 do not change.
 *
 * @param {string} label
 */
function inSentence(label) {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
