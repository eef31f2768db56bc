import { edgeInWords, edgeValues, pathOf } from "../text/describe.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { given, short, signed } from "../text/format.js";
import { fit, gliding, grip, partAttributes, signOf, spin, tellValue, valueOf } from "./part.js";
import { pinShape } from "../ui/pin.js";
import { lineBetween, neuronAt, pathOf as drawn, pointAlong, round, strokeWidth } from "./geometry.js";

/** A chip is at least as high as a thumb can press, though its box is lower. */
const REACH = 34;

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
  const drawValue = gliding((weight) => {
    setText(value, short(weight));
    fit(first, room - SPACES);
  });
  /** @type {import("./geometry.js").Layout} */
  let layout;
  let room = 0;

  return {
    element,
    under,

    /** @param {import("./geometry.js").Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      const from = neuronAt(layout, edge.layer, edge.from);
      const to = neuronAt(layout, edge.layer + 1, edge.to);
      const path = drawn(lineBetween(from, to, layout.radius, layout.radius));
      for (const part of [hit, line]) setAttributes(part, { d: path });
      const middle = pointAlong(from, to, edge.from === edge.to ? 0.5 : layout.along);
      setAttributes(chip, { transform: `translate(${round(middle.x)} ${round(middle.y)})` });
      room = layout.chip.width - 8;
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     * @param {boolean} glide
     */
    draw(state, active, glide) {
      const values = edgeValues(state, edge);
      const { weight, direction } = values;
      const told = tell(state, edge, values);
      const isWide = layout.gauge !== null;
      const updated = values.before !== undefined;
      setText(name, state.outline.labelOf(edge.name));
      // On a phone the old value and the step each have a line of their own.
      setText(before, updated && isWide ? `${given(values.before ?? 0)} →` : "");
      drawValue(weight, glide);
      setAttributes(line, { "stroke-width": strokeWidth(weight) });
      setText(prefix, told.symbol);
      setText(change, updated && !isWide ? `was ${given(values.before ?? 0)}` : told.text);
      setText(third, updated && !isWide ? told.text.replaceAll(" ", "") : "");
      setAttributes(change, { "data-quantities": told.quantity });
      const { width, line: lineHeight } = layout.chip;
      const lines = told.text === "" ? 1 : third.textContent === "" ? 2 : 3;
      const height = lines * lineHeight + 6;
      setAttributes(box, { x: -width / 2, y: -height / 2, width, height });
      // On a phone the chip ends at the neurons, so the pin stands on its edge.
      const [x, y] = isWide ? [width / 2, -height / 2] : [width / 2 - PIN, -height / 2 - PIN / 2];
      setAttributes(pin, { transform: `translate(${x} ${y})` });
      const reached = Math.max(height, REACH);
      setAttributes(reach, { x: -width / 2, y: -reached / 2, width, height: reached });
      setAttributes(value, { "data-quantities": updated ? `new.${edge.name}` : edge.name });
      for (const [index, text] of [first, second, third].entries())
        setAttributes(text, { y: (index - (lines - 1) / 2) * lineHeight });
      tellValue(element, weight);
      const look = `${signOf(weight)} ${active ? "active" : "idle"}`;
      const attributes = partAttributes(state, edge.name);
      setAttributes(under, { class: `edge-line ${look}`, ...attributes });
      setAttributes(element, {
        class: `edge ${look} ${told.text === "" ? "" : "told"} ${values.frozen ? "frozen" : ""}`,
        "data-moves": direction?.name ?? "",
        "aria-label": edgeInWords(state, edge),
        ...attributes,
      });
      setAttributes(second, { class: `second ${third.textContent === "" ? told.sign : ""}` });
      setAttributes(third, { class: `third ${told.sign}` });
      fit(first, room - SPACES);
      fit(second, room);
      fit(third, room);
    },
  };
}

/**
 * The line below a weight: what it carries back, while that is computed; else its gradient and the
 * direction in which it will move; in the update, the step.
 *
 * @param {import("../types").State} state
 * @param {import("../model/outline.js").Edge} edge
 * @param {ReturnType<typeof edgeValues>} values
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
  if (gradient === undefined || !direction) return { symbol: "", text: "", quantity: "", sign: "" };
  if (before !== undefined && frozen) return { symbol: "", text: "frozen", quantity: `step.${edge.name}`, sign: "" };
  if (before !== undefined) {
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
    text: `${signed(gradient)} ${direction.glyph}`,
    quantity: `gradient.${edge.name}`,
    sign: signOf(gradient),
  };
}
