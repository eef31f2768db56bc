/** Every weight, bias, activation and delta over the iterations so far, a small picture each. */

import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { grouped, precise, subscripted } from "../text/format.js";
import { nearest } from "../charts/pointer.js";
import { samplesOf } from "./history.js";
import { parametersOf, valueOf } from "./parameters.js";
import { createProblem } from "../ui/problem.js";
import { createSparkline } from "./sparkline.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../model/outline.js").Outline} Outline
 *
 * @typedef {object} Kept  a number that has a history
 * @property {string} quantity
 * @property {string} group
 * @property {(outline: Outline) => string} label
 * @property {(frame: Frame, example: number) => number | undefined} now
 */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ store, actions }) {
  const root = byId("histories", HTMLElement);
  const sentence = byId("histories-sentence", HTMLElement);
  const readout = byId("histories-readout", HTMLElement);
  const showProblem = createProblem({ root: byId("histories-problem", HTMLElement), place: "history", actions });
  const switches = [...byId("histories-groups", HTMLElement).querySelectorAll("button")];
  const kept = numbersOf(store.get().outline);
  const pictures = kept.map((number) => ({ ...number, picture: createSparkline(number.quantity) }));
  const groups = switches.slice(1).map((button) => {
    const name = button.dataset.group ?? "";
    const section = html("section", { "aria-label": button.textContent ?? "" }, [
      html("h3", {}, [button.textContent ?? ""]),
      html(
        "div",
        { class: "sparklines" },
        pictures.filter(({ group }) => group === name).map(({ picture }) => picture.element),
      ),
    ]);
    return { name, section };
  });
  root.append(...groups.map(({ section }) => section));

  /** @type {State | undefined} */
  let latest;
  /** The sample that is pointed at. @type {number | null} */
  let pointed = null;
  /** The picture that the arrow keys are in. */
  let focused = 0;
  /** @type {import("./history.js").Samples | undefined} */
  let drawn;
  /** @type {Outline | undefined} */
  let drawnWith;

  const groupNow = () => latest?.labs.histories.group ?? "all";
  const samplesNow = () => (latest ? samplesOf(latest) : { iterations: [], values: {} });

  for (const button of switches)
    button.addEventListener("click", () => {
      actions.chooseInLab("histories", { group: button.dataset.group ?? "all" });
    });
  root.addEventListener("pointermove", (event) => point(sampleAt(event)));
  root.addEventListener("pointerleave", () => point(null));
  root.addEventListener("click", (event) => {
    const sample = sampleAt(event);
    if (sample !== null) travel(sample);
  });
  root.addEventListener("focusin", (event) => {
    const found = pictures.findIndex(({ picture }) => picture.element === event.target);
    if (found >= 0) focused = found;
    redraw();
  });
  root.addEventListener("focusout", () => point(null));
  root.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    // The arrows step the phases elsewhere on the page.
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  /** @type {Record<string, () => void>} */
  const KEYS = {
    ArrowLeft: () => move(-1),
    ArrowRight: () => move(1),
    ArrowUp: () => focus(-1),
    ArrowDown: () => focus(1),
    Enter: () => pointed !== null && travel(pointed),
    Escape: () => point(null),
  };

  /** @param {number} by */
  function move(by) {
    const { iterations } = samplesNow();
    const from = pointed ?? nearest(iterations, latest?.frame.iteration ?? 0);
    point(Math.min(iterations.length - 1, Math.max(0, from + by)));
  }

  /** @param {number} by */
  function focus(by) {
    const group = groupNow();
    const visible = pictures.filter((one) => group === "all" || one.group === group);
    const here = visible.findIndex((one) => one === pictures[focused]);
    const sample = pointed;
    visible.at((here + by) % visible.length)?.picture.element.focus();
    point(sample);
  }

  /**
   * @param {PointerEvent | MouseEvent} event
   * @returns {number | null}
   */
  function sampleAt({ target, clientX }) {
    const element = target instanceof Element ? target.closest(".sparkline") : null;
    const drawing = pictures.find(({ picture }) => picture.element === element)?.picture.drawing;
    const { iterations } = samplesNow();
    if (!drawing || iterations.length === 0) return null;
    const { left, width } = drawing.getBoundingClientRect();
    const fraction = Math.min(1, Math.max(0, (clientX - left) / width));
    return nearest(iterations, fraction * Math.max(1, iterations.at(-1) ?? 1));
  }

  /** @param {number | null} sample */
  function point(sample) {
    if (sample === pointed) return;
    pointed = sample;
    redraw();
  }

  /** @param {number} sample */
  function travel(sample) {
    const iteration = samplesNow().iterations[sample];
    if (iteration !== undefined) void actions.goToIteration(iteration);
  }

  function redraw() {
    if (latest) draw(latest);
  }

  /** @param {State} state */
  function draw(state) {
    latest = state;
    const { frame, outline } = state;
    const several = frame.experiment.examples.inputs.length > 1;
    // Means have no history: then it is that of the first example.
    const example = Math.max(0, state.example);
    const group = groupNow();
    showProblem(state);

    for (const button of switches)
      setAttributes(button, { "aria-pressed": String(button.dataset.group === group) });
    for (const { name, section } of groups) section.hidden = group !== "all" && group !== name;

    const samples = samplesNow();
    const { iterations, values } = samples;
    const last = iterations.at(-1);
    root.hidden = last === undefined;
    if (last === undefined) return;
    if (samples !== drawn || outline !== drawnWith) {
      drawn = samples;
      drawnWith = outline;
      for (const { quantity, label, picture } of pictures) picture.draw(label(outline), iterations, values[quantity] ?? []);
      setText(
        sentence,
        last === 0
          ? "Iteration 0 is all there is so far: step on, or run, and the histories grow."
          : `Iterations 0 to ${grouped(last)}, from left to right; click to travel there.${
              several ? ` Activations and deltas of example ${example + 1}.` : ""
            }`,
      );
    }
    const at = pointed === null ? undefined : iterations[pointed];
    const visible = pictures.filter((one) => group === "all" || one.group === group);
    const reachable = visible.find((one) => one === pictures[focused]) ?? visible[0];
    for (const one of pictures) {
      const { quantity, now, picture } = one;
      const shown = (pointed === null ? undefined : values[quantity]?.[pointed]) ?? now(frame, example) ?? NaN;
      picture.mark(Math.min(frame.iteration, last), shown, at ?? null);
      picture.element.tabIndex = one === reachable ? 0 : -1;
    }
    const focusedOn = pictures[focused];
    setText(
      readout,
      at === undefined
        ? `Numbers of iteration ${grouped(frame.iteration)}, on screen`
        : `Numbers of iteration ${grouped(at)}${
            focusedOn && focusedOn.picture.element === document.activeElement
              ? `: ${focusedOn.quantity} ${precise(values[focusedOn.quantity]?.[pointed ?? 0] ?? NaN)}`
              : ""
          }`,
    );
  }
  return draw;
}

/**
 * Every number that has a history, in the order in which they are shown.
 *
 * @param {Outline} outline
 * @returns {Kept[]}
 */
function numbersOf(outline) {
  const parameters = parametersOf(outline);
  const neurons = outline.computing;
  return [
    ...parameters.map((parameter) => ({
      quantity: parameter.name,
      group: parameter.from === undefined ? "biases" : "weights",
      label: (/** @type {Outline} */ now) => now.labelOf(parameter.name),
      now: (/** @type {Frame} */ { pass }) => valueOf(pass.network, parameter),
    })),
    ...neurons.map(({ layer, index, name }) => ({
      quantity: `a.${name}`,
      group: "activations",
      label: (/** @type {Outline} */ now) => now.labelOf(name),
      now: (/** @type {Frame} */ { pass }, /** @type {number} */ example) => pass.a[layer]?.[example]?.[index],
    })),
    ...neurons.map(({ layer, index, name }) => ({
      quantity: `delta.${name}`,
      group: "deltas",
      label: () => `δ ${subscripted(name)}`,
      now: (/** @type {Frame} */ { pass }, /** @type {number} */ example) => pass.deltas[layer - 1]?.[example]?.[index],
    })),
  ];
}
