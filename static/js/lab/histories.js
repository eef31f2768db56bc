/** Every weight, bias, activation and delta over the iterations so far, a small picture each. */

import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { grouped, precise, subscripted } from "../text/format.js";
import { nearest } from "../charts/points.js";
import { samplesOf } from "./history.js";
import { forLayers } from "../ui/made.js";
import { parametersOf, valueOf } from "./parameters.js";
import { createProblem } from "../ui/problem.js";
import { createSparkline } from "./sparkline.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../model/outline.js").Outline} Outline
 *
 * @typedef {import("./history.js").Samples} Samples
 *
 * @typedef {object} Kept  a number that has a history
 * @property {string} quantity
 * @property {string} group
 * @property {(outline: Outline) => string} label
 * @property {(frame: Frame, example: number) => number | undefined} now
 *
 * @typedef {Kept & {picture: ReturnType<typeof createSparkline>}} Pictured
 */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ actions }) {
  const root = byId("histories", HTMLElement);
  const showProblem = createProblem({ root: byId("histories-problem", HTMLElement), place: "history", actions });
  const switches = [...byId("histories-groups", HTMLElement).querySelectorAll("button")];
  for (const button of switches)
    button.addEventListener("click", () => actions.chooseInLab("histories", { group: button.dataset.group ?? "all" }));
  /** @type {Pictured[]} */
  let pictures = [];
  const drawCourses = forLayers((outline) => {
    pictures = numbersOf(outline).map((number) => ({ ...number, picture: createSparkline(number.quantity) }));
    focused = pictures[0];
    const showGroup = createGroups(root, switches, pictures);
    const drawCourses = createCourses(pictures);
    return (state) => {
      showGroup(state.labs.histories.group);
      drawCourses(state, samplesNow());
    };
  });
  const readout = byId("histories-readout", HTMLElement);
  /** @type {State | undefined} */
  let latest;
  /** The sample under the pointer. @type {number | null} */
  let pointed = null;
  /** The picture that the arrow keys act on. @type {Pictured | undefined} */
  let focused;

  const samplesNow = () => (latest ? samplesOf(latest) : { iterations: [], values: {} });
  const visible = () => pictures.filter(({ group }) => isShown(group, latest?.labs.histories.group));

  /** @param {number | null} sample */
  function point(sample) {
    if (sample === pointed) return;
    pointed = sample;
    redraw();
  }

  /** @param {number | null} sample */
  function travel(sample) {
    const iteration = samplesNow().iterations[sample ?? -1];
    if (iteration !== undefined) void actions.goToIteration(iteration);
  }

  /** @param {number} by */
  function move(by) {
    const { iterations } = samplesNow();
    const from = pointed ?? nearest(iterations, latest?.frame.iteration ?? 0);
    point(Math.min(iterations.length - 1, Math.max(0, from + by)));
  }

  /** @param {number} by */
  function focus(by) {
    const all = visible();
    const sample = pointed;
    all.at((all.findIndex((one) => one === focused) + by) % all.length)?.picture.element.focus();
    point(sample);
  }

  listenToPointer(root, { sampleAt: (event) => sampleAt(event, pictures, samplesNow()), point, travel });
  listenToKeys(root, {
    ArrowLeft: () => move(-1),
    ArrowRight: () => move(1),
    ArrowUp: () => focus(-1),
    ArrowDown: () => focus(1),
    Enter: () => travel(pointed),
    Escape: () => point(null),
  });
  root.addEventListener("focusin", ({ target }) => {
    focused = pictures.find(({ picture }) => picture.element === target) ?? focused;
    redraw();
  });
  root.addEventListener("focusout", () => point(null));

  function redraw() {
    if (latest) draw(latest);
  }

  /** @param {State} state */
  function draw(state) {
    latest = state;
    showProblem(state);
    const samples = samplesNow();
    const last = samples.iterations.at(-1);
    root.hidden = last === undefined;
    drawCourses(state);
    if (last === undefined) return;
    mark(state, samples, last);
    const read = focused?.picture.element === document.activeElement ? focused?.quantity : undefined;
    setText(readout, readoutOf(state.frame.iteration, samples, pointed, read));
  }

  /**
   * The numbers on screen, or those under the pointer.
   *
   * @param {State} state
   * @param {Samples} samples
   * @param {number} last
   */
  function mark(state, { iterations, values }, last) {
    const all = visible();
    const reachable = all.find((one) => one === focused) ?? all[0];
    for (const one of pictures) {
      const { quantity, now, picture } = one;
      const sample = pointed === null ? undefined : values[quantity]?.[pointed];
      const shown = sample ?? now(state.frame, exampleOf(state)) ?? NaN;
      picture.mark(Math.min(state.frame.iteration, last), shown, iterations[pointed ?? -1] ?? null);
      picture.element.tabIndex = one === reachable ? 0 : -1;
    }
  }
  return draw;
}

/**
 * Means have no history, so the first example takes their place.
 *
 * @param {State} state
 */
function exampleOf({ example }) {
  return Math.max(0, example);
}

/**
 * @param {string} group
 * @param {string} [chosen]
 */
function isShown(group, chosen = "all") {
  return chosen === "all" || chosen === group;
}

/**
 * The pictures in sections.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement[]} switches  which of them are shown
 * @param {Pictured[]} pictures
 * @returns {(group: string) => void} shows one group, or "all"
 */
function createGroups(root, switches, pictures) {
  const sections = switches.slice(1).map((button) => {
    const name = button.dataset.group ?? "";
    const title = button.textContent ?? "";
    const inside = pictures.filter(({ group }) => group === name).map(({ picture }) => picture.element);
    const section = html("section", { "aria-label": title }, [
      html("h3", {}, [title]),
      html("div", { class: "sparklines" }, inside),
    ]);
    return { name, section };
  });
  root.replaceChildren(...sections.map(({ section }) => section));

  return (group) => {
    for (const button of switches) setAttributes(button, { "aria-pressed": String(button.dataset.group === group) });
    for (const { name, section } of sections) section.hidden = !isShown(name, group);
  };
}

/**
 * Redraws the lines when samples are added or the notation changes.
 *
 * @param {Pictured[]} pictures
 * @returns {(state: State, samples: Samples) => void}
 */
function createCourses(pictures) {
  const sentence = byId("histories-sentence", HTMLElement);
  /** @type {Samples | undefined} */
  let drawn;
  /** @type {Outline | undefined} */
  let drawnWith;

  return (state, samples) => {
    const { outline } = state;
    if (samples === drawn && outline === drawnWith) return;
    [drawn, drawnWith] = [samples, outline];
    const { iterations, values } = samples;
    for (const { quantity, label, picture } of pictures) picture.draw(label(outline), iterations, values[quantity] ?? []);
    const several = state.frame.experiment.examples.inputs.length > 1;
    setText(sentence, sentenceOf(iterations.at(-1) ?? 0, several ? exampleOf(state) + 1 : undefined));
  };
}

/**
 * @param {HTMLElement} root
 * @param {object} acts
 * @param {(event: PointerEvent | MouseEvent) => number | null} acts.sampleAt
 * @param {(sample: number | null) => void} acts.point
 * @param {(sample: number | null) => void} acts.travel
 */
function listenToPointer(root, { sampleAt, point, travel }) {
  root.addEventListener("pointermove", (event) => point(sampleAt(event)));
  root.addEventListener("pointerleave", () => point(null));
  root.addEventListener("click", (event) => travel(sampleAt(event)));
}

/**
 * @param {HTMLElement} root
 * @param {Record<string, () => void>} keys
 */
function listenToKeys(root, keys) {
  root.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    // Elsewhere on the page these arrows step through the phases.
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

/**
 * The sample under a pointer.
 *
 * @param {PointerEvent | MouseEvent} event
 * @param {Pictured[]} pictures
 * @param {Samples} samples
 */
function sampleAt({ target, clientX }, pictures, { iterations }) {
  const element = target instanceof Element ? target.closest(".sparkline") : null;
  const drawing = pictures.find(({ picture }) => picture.element === element)?.picture.drawing;
  if (!drawing || iterations.length === 0) return null;
  const { left, width } = drawing.getBoundingClientRect();
  const fraction = Math.min(1, Math.max(0, (clientX - left) / width));
  return nearest(iterations, fraction * Math.max(1, iterations.at(-1) ?? 1));
}

/**
 * @param {number} last
 * @param {number} [example]  counted from 1; undefined if there is only one
 */
function sentenceOf(last, example) {
  if (last === 0) return "Iteration 0 is all there is so far: step on, or run, and the histories grow.";
  const whose = example === undefined ? "" : ` Activations and deltas of example ${grouped(example)}.`;
  return `Iterations 0 to ${grouped(last)}, from left to right; click to travel there.${whose}`;
}

/**
 * @param {number} here
 * @param {Samples} samples
 * @param {number | null} pointed  the sample
 * @param {string} [quantity]      that has the focus
 */
function readoutOf(here, { iterations, values }, pointed, quantity) {
  const at = iterations[pointed ?? -1];
  if (at === undefined) return `Numbers of iteration ${grouped(here)}, on screen`;
  const value = quantity === undefined ? undefined : values[quantity]?.[pointed ?? -1];
  return `Numbers of iteration ${grouped(at)}${value === undefined ? "" : `: ${quantity} ${precise(value)}`}`;
}

/**
 * Every number that has a history, in the order on screen.
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
