import { edgeInWords, edgeValues, pathOf } from "../text/describe.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { given, short, signed } from "../text/format.js";
import { fit, gliding, grip, partAttributes, signOf, spin, tellValue, valueOf } from "./part.js";
import { pinShape } from "../ui/pin.js";
import { lineBetween, neuronAt, pathOf as drawn, pointAlong, round, strokeWidth } from "./geometry.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {ReturnType<typeof edgeValues>} Values
 * @typedef {ReturnType<typeof tell>} Told
 */

/** A chip is at least as high as a thumb can press, though its box is lower. */
const REACH = 34;

/** A chip of two lines that is at least as wide also shows the weight before the update. */
const WITH_OLD = 124;

/** The radius of its pin. */
const PIN = 8;

/** Between the parts of its first line, which a text's measured length leaves out. */
const SPACES = 10;

/**
 * A weight: a chip with its value and, once known, what the backward pass says of it; and its line, which
 * lies under the chips of all weights.
 *
 * @param {import("../model/outline.js").Edge} edge
 */
export function createEdge(edge) {
  const hit = svg("path", { class: "hit" });
  const line = svg("path", { class: "line" });
  const box = svg("rect", { class: "box", rx: 7 });
  const reach = svg("rect", { class: "reach hit" });
  const name = svg("tspan", { class: "name" });
  const before = svg("tspan", { class: "before", dx: 5 });
  const value = svg("tspan", { class: "value", ...valueOf(edge.name), dx: 5 });
  const first = svg("text", { class: "first" }, [name, before, value]);
  const prefix = svg("tspan", { class: "symbol where-wide" });
  const change = svg("tspan", { class: "change" });
  const second = svg("text", { class: "second" }, [prefix, change]);
  const third = svg("text", { class: "third" });
  const pin = svg("g", { class: "pinned" }, [svg("circle", { r: PIN }), pinShape()]);
  const chip = svg("g", { class: "chip", ...grip(edge.name), "aria-hidden": "true" }, [
    ...[reach, box, first, second, third, pin],
  ]);
  const element = svg("g", { class: "edge", ...spin, "data-part": edge.name }, [chip]);
  const under = svg("g", { class: "edge-line", "data-part": edge.name, "aria-hidden": "true" }, [hit, line]);
  /** Stands in place of the weight, where there is room for one number. */
  let instead = "";
  const drawValue = gliding((weight) => {
    setText(value, instead || short(weight));
    fitFirst();
  });
  /** @type {import("./geometry.js").Gap} */
  let gap;
  let isWide = true;
  let room = 0;
  let wasBare = true;

  function fitFirst() {
    if (gap.form.name === "stack") return fit(value, room);
    fit(first, room - (gap.form.name === "number" ? 0 : SPACES));
  }

  /**
   * All that is told of the weight, on up to three lines.
   *
   * @param {State} state
   * @param {Values} values
   * @param {Told} told
   */
  function writeAll(state, { before: old }, told) {
    const updated = old !== undefined;
    // On a phone the old value and the step each have a line of their own.
    setText(before, updated && isWide && gap.width >= WITH_OLD ? `${given(old)} →` : "");
    setText(prefix, told.symbol);
    setText(change, updated && !isWide ? `was ${given(old)}` : told.text);
    setText(third, updated && !isWide ? told.text.replaceAll(" ", "") : "");
    setAttributes(change, { "data-quantities": told.quantity });
    setAttributes(value, { "data-quantities": updated ? `new.${edge.name}` : edge.name, class: "value" });
    setAttributes(second, { class: `second ${third.textContent === "" ? told.sign : ""}` });
    setAttributes(third, { class: `third ${told.sign}` });
    return told.text === "" ? 1 : third.textContent === "" ? 2 : 3;
  }

  /**
   * One number: the weight, or what the phase tells of it.
   *
   * @param {Values} values
   * @param {Told} told
   */
  function writeOne({ weight, before: old, direction }, told) {
    const updated = old !== undefined;
    instead = updated ? `${short(weight)} ${direction?.glyph ?? ""}` : told.text;
    for (const text of [before, prefix, change, third]) setText(text, "");
    setAttributes(value, {
      "data-quantities": updated ? `new.${edge.name}` : told.quantity || edge.name,
      class: `value ${instead === "" ? "" : told.sign}`,
    });
    return gap.form.lines;
  }

  return {
    element,
    under,

    /** @param {import("./geometry.js").Layout} layout */
    place(layout) {
      gap = /** @type {import("./geometry.js").Gap} */ (layout.gaps[edge.layer]);
      isWide = layout.gauge !== null;
      const from = neuronAt(layout, edge.layer, edge.from);
      const to = neuronAt(layout, edge.layer + 1, edge.to);
      const path = drawn(lineBetween(from, to, layout.radius, layout.radius));
      for (const part of [hit, line]) setAttributes(part, { d: path });
      const middle = pointAlong(from, to, gap.along[edge.to]?.[edge.from] ?? 0.5);
      setAttributes(chip, { transform: `translate(${round(middle.x)} ${round(middle.y)})` });
      const stacked = gap.form.name === "stack";
      for (const attribute of ["x", "dy"]) value.removeAttribute(attribute);
      setAttributes(value, stacked ? { x: 0, dy: gap.form.line, dx: 0 } : { dx: gap.form.name === "number" ? 0 : 5 });
      value.removeAttribute("textLength");
      room = gap.width - (gap.form.name === "full" ? 8 : 6);
    },

    /**
     * @param {State} state
     * @param {boolean} active
     * @param {boolean} glide
     * @param {boolean} isShown  whether its numbers are
     */
    draw(state, active, glide, isShown) {
      const values = edgeValues(state, edge);
      const { weight, direction } = values;
      setAttributes(line, { "stroke-width": strokeWidth(weight) });
      tellValue(element, weight);
      const look = `${signOf(weight)} ${active ? "active" : "idle"}`;
      const attributes = partAttributes(state, edge.name);
      setAttributes(under, { class: `edge-line ${look}`, ...attributes });
      const told = tell(state, edge, values);
      setAttributes(element, {
        class: `edge ${look} ${told.text === "" ? "" : "told"} ${isShown ? "" : "bare"} ${values.frozen ? "frozen" : ""}`,
        "data-moves": direction?.name ?? "",
        "aria-label": edgeInWords(state, edge),
        ...attributes,
      });
      if (!isShown) setAttributes(pin, { transform: "" });
      if (isShown) write(state, values, told, glide && !wasBare);
      wasBare = !isShown;
    },
  };

  /**
   * @param {State} state
   * @param {Values} values
   * @param {Told} told
   * @param {boolean} glide
   */
  function write(state, values, told, glide) {
    const { width, form } = gap;
    const before = instead;
    instead = "";
    setText(name, form.name === "number" ? "" : state.outline.labelOf(edge.name));
    const lines = form.name === "full" ? writeAll(state, values, told) : writeOne(values, told);
    drawValue(values.weight, glide && instead === "");
    if (instead !== before) setText(value, instead || short(values.weight));
    const height = lines * form.line + 6;
    setAttributes(box, { x: -width / 2, y: -height / 2, width, height });
    // On a phone the chip ends at the neurons, so the pin stands on its edge.
    const [x, y] = isWide ? [width / 2, -height / 2] : [width / 2 - PIN, -height / 2 - PIN / 2];
    setAttributes(pin, { transform: `translate(${x} ${y})` });
    const reached = form.name === "full" ? Math.max(height, REACH) : height;
    setAttributes(reach, { x: -width / 2, y: -reached / 2, width, height: reached });
    for (const [index, text] of [first, second, third].entries())
      setAttributes(text, { y: (index - (lines - 1) / 2) * form.line });
    fitFirst();
    fit(second, room);
    fit(third, room);
  }
}

/**
 * The line below a weight: what it carries back, while that is computed; else its gradient and the
 * direction in which it will move; in the update, the step.
 *
 * @param {State} state
 * @param {import("../model/outline.js").Edge} edge
 * @param {Values} values
 */
function tell(state, edge, { gradient, direction, before, frozen }) {
  const path = pathOf(state, edge);
  if (path !== undefined) {
    const from = state.outline.nameAt("neuron", edge.layer, edge.from);
    const through = state.outline.nameAt("neuron", edge.layer + 1, edge.to);
    return {
      symbol: `δ·${state.outline.labelOf(edge.name)} `,
      text: `◀ ${signed(path)}`,
      quantity: `path.${through}.${from}`,
      sign: signOf(path),
    };
  }
  if (gradient === undefined) return { symbol: "", text: "", quantity: "", sign: "" };
  if (before !== undefined && frozen) return { symbol: "", text: "frozen", quantity: `step.${edge.name}`, sign: "" };
  if (before !== undefined && direction) {
    const rate = given(state.frame.experiment.learning_rate);
    return {
      symbol: `${direction.glyph} `,
      text: `−${rate} × ${short(gradient)}`,
      quantity: `step.${edge.name}`,
      sign: direction.name === "none" ? "" : direction.name === "up" ? "positive" : "negative",
    };
  }
  return {
    symbol: `${state.outline.gradientOf(edge.name)} `,
    text: direction ? `${signed(gradient)} ${direction.glyph}` : signed(gradient),
    quantity: `gradient.${edge.name}`,
    sign: signOf(gradient),
  };
}
