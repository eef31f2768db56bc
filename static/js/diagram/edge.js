import { edgeInWords, edgeValues } from "../text/describe.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { short, signed } from "../text/format.js";
import { SELECTABLE, fit, gliding, grip, partAttributes, valueOf } from "./part.js";
import { glides } from "../model/state.js";
import { lineBetween, neuronAt, pathOf, pointAlong, round, strokeWidth } from "./geometry.js";

/**
 * A weight: its line, and a chip with its value and, once known, its gradient.
 *
 * @param {import("../model/outline.js").Edge} edge
 */
export function createEdge(edge) {
  const hit = svg("path", { class: "hit" });
  const line = svg("path", { class: "line" });
  const flow = svg("path", { class: "flow" });
  const box = svg("rect", { class: "box", rx: 7 });
  const name = svg("tspan", { class: "name" });
  const value = svg("tspan", { class: "value", ...valueOf(edge.name), dx: 5 });
  const first = svg("text", { class: "first" }, [name, value]);
  const prefix = svg("tspan", { class: "where-wide" });
  const change = svg("tspan", { "data-quantities": `gradient.${edge.name}` });
  const second = svg("text", { class: "second" }, [prefix, change]);
  const chip = svg("g", { class: "chip", ...grip(edge.name), "aria-hidden": "true" }, [box, first, second]);
  const element = svg("g", { class: "edge", ...SELECTABLE, "data-part": edge.name }, [
    hit,
    line,
    flow,
    chip,
  ]);
  const drawValue = gliding((weight) => setText(value, short(weight)));
  let lineHeight = 0;
  let chipWidth = 0;

  return {
    element,

    /** @param {import("./geometry.js").Layout} layout */
    place(layout) {
      const from = neuronAt(layout, edge.layer, edge.from);
      const to = neuronAt(layout, edge.layer + 1, edge.to);
      const path = pathOf(lineBetween(from, to, layout.radius, layout.radius));
      for (const part of [hit, line, flow]) setAttributes(part, { d: path });
      const middle = pointAlong(from, to, edge.from === edge.to ? 0.5 : layout.along);
      setAttributes(chip, { transform: `translate(${round(middle.x)} ${round(middle.y)})` });
      lineHeight = layout.chip.line;
      chipWidth = layout.chip.width;
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     */
    draw(state, active) {
      const { weight, gradient, direction, before } = edgeValues(state, edge);
      setText(name, state.outline.labelOf(edge.name));
      drawValue(weight, glides(state));
      setAttributes(line, { "stroke-width": strokeWidth(weight) });
      if (gradient !== undefined && direction) {
        setText(prefix, before === undefined ? `${state.outline.symbols.gradient} ` : "");
        setText(
          change,
          before === undefined
            ? `${signed(gradient)} ${direction.glyph}`
            : `${direction.glyph} was ${short(before)}`,
        );
      }
      const lines = direction ? 2 : 1;
      const height = lines * lineHeight + 6;
      setAttributes(box, {
        x: -chipWidth / 2,
        y: -height / 2,
        width: chipWidth,
        height,
      });
      setAttributes(value, { "data-quantities": before === undefined ? edge.name : `new.${edge.name}` });
      setAttributes(first, { y: lines === 2 ? -lineHeight / 2 : 0 });
      setAttributes(second, { y: lineHeight / 2 });
      setAttributes(element, {
        class: [
          "edge",
          weight < 0 ? "negative" : "positive",
          direction ? `moves-${direction.name}` : "",
          active ? "active" : "idle",
        ].join(" "),
        "aria-label": edgeInWords(state, edge),
        ...partAttributes(state, edge.name),
      });
      // Only now, because the class has made them visible.
      for (const text of [first, second]) fit(text, chipWidth - 8);
    },
  };
}
