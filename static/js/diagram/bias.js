import { setAttributes, setText, svg } from "../dom.js";
import { given, precise, subscripted } from "../format.js";
import { neuronName } from "../names.js";
import { KNOWN_FROM } from "../phases.js";
import { knownOf } from "../quantities.js";
import { shownPhase } from "../state.js";
import { SELECTABLE } from "./part.js";
import { lineBetween, neuronAt, pathOf } from "./geometry.js";

/**
 * The biases of a layer: a node that always sends 1, a line to each neuron, and their values.
 *
 * @param {number} layer  of weights
 * @param {number} units  how many neurons the layer has
 */
export function createBias(layer, units) {
  const name = `b${layer + 1}`;
  const parts = Array.from({ length: units }, (_, index) => `b.${neuronName(layer + 1, index)}`);
  const lines = parts.map((part) => svg("path", { class: "line" , "data-part": part }));
  const disc = svg("circle", { class: "disc" });
  const one = svg("text", { class: "one", "aria-hidden": "true" }, ["1"]);
  const value = svg("tspan", { class: "value", dx: 5 });
  const label = svg("text", { class: "label", "aria-hidden": "true" }, [
    svg("tspan", { class: "name" }, [subscripted(name)]),
    value,
  ]);
  const element = svg("g", { class: "bias", ...SELECTABLE, "data-part": parts[0] ?? "" }, [
    ...lines,
    disc,
    one,
    label,
  ]);

  return {
    element,

    /** @param {import("./geometry.js").Layout} layout */
    place(layout) {
      const at = layout.biases[layer] ?? { x: 0, y: 0 };
      for (const [index, line] of lines.entries()) {
        const to = neuronAt(layout, layer + 1, index);
        setAttributes(line, {
          d: pathOf(lineBetween(at, to, layout.biasRadius, layout.radius)),
        });
      }
      setAttributes(disc, { cx: at.x, cy: at.y, r: layout.biasRadius });
      setAttributes(one, { x: at.x, y: at.y });
      setAttributes(label, { x: at.x + layout.biasRadius + 8, y: at.y });
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     */
    draw(state, active) {
      const { pass, next } = state.frame;
      const updated = shownPhase(state) >= KNOWN_FROM.update;
      const biases = (updated ? next : pass).network.biases[layer] ?? [];
      const shared = new Set(biases).size === 1;
      const shown = shared ? biases.slice(0, 1) : biases;
      setText(value, shown.map(given).join(" / "));
      const inWords = shared
        ? precise(shown[0] ?? 0)
        : shown.map((b, index) => `${neuronName(layer + 1, index)} ${precise(b)}`).join(", ");
      const into = biases.map((_, index) => neuronName(layer + 1, index)).join(" and ");
      setAttributes(element, {
        class: `bias ${active ? "active" : "idle"}`,
        "aria-label": `${name}, bias of ${into}, ${inWords}`,
        "data-selected": String(parts.includes(state.selected ?? "")),
        "data-quantities": parts.flatMap((part) => knownOf(part, shownPhase(state))).join(" "),
      });
    },
  };
}
