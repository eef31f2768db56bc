import { isShared } from "../model/edits.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { given, precise, subscripted } from "../text/format.js";
import { isFrozen } from "../model/frozen.js";
import { shownPhase } from "../model/state.js";
import { hasNew } from "../text/describe.js";
import { pinShape } from "../ui/pin.js";
import { fit, grip, spin, tellValue, valueOf } from "./part.js";
import { lineBetween, neuronAt, pathOf, pointAlong, round } from "./geometry.js";

/** The size of the label's text. */
const NAME_WIDTH = 24;
const LINE = 17;

/** Values that stand one below the other, and the width of a column of them. */
const IN_A_COLUMN = 2;
const COLUMN = 62;
const LEAST = 34;

const REACH = 17;

/** The radius of a pin. */
const PIN = 8;

/**
 * The biases of a layer: a node that always sends 1, a line to each neuron, and their values.
 *
 * @param {number} layer  of weights
 * @param {import("../types").Part[]} biasParts
 * @param {import("../model/outline.js").Outline} outline
 */
export function createBias(layer, biasParts, outline) {
  const name = `b${layer + 1}`;
  const parts = biasParts.map((bias) => bias.name);
  const neurons = biasParts.map(({ place }) => outline.nameAt("neuron", ...place));
  const lines = parts.map((part) => svg("path", { class: "line" , "data-part": part }));
  const disc = svg("circle", { class: "disc" });
  const pins = parts.map(() => svg("g", { class: "pinned", "aria-hidden": "true" }, [svg("circle", { r: PIN }), pinShape()]));
  const one = svg("text", { class: "one", "aria-hidden": "true" }, ["1"]);
  const values = parts.map((part) => svg("tspan", grip(part)));
  const label = svg("text", { class: "label", "aria-hidden": "true" }, [
    svg("tspan", { class: "name" }, [subscripted(name)]),
    svg("tspan", { class: "value", dx: 5 }, values),
  ]);
  // A thumb needs more than the disc.
  const reach = svg("circle", { class: "hit", r: REACH });
  const held = svg("g", {}, [reach, disc, one, label, ...pins]);
  const element = svg("g", { class: "bias", ...spin, "data-part": parts[0] ?? "" }, [
    ...lines,
    held,
  ]);

  let middle = 0;
  let room = 0;
  /** Where each pin is on its line, and where that of a shared bias is. @type {string[]} */
  const places = [];
  let together = "";

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
        // Each further out than the one before, so that they do not cover each other.
        const out = layout.biasRadius + PIN * (3 + 2 * index);
        const { x, y } = pointAlong(at, to, out / Math.hypot(to.x - at.x, to.y - at.y));
        places[index] = `translate(${round(x)} ${round(y)})`;
      }
      const corner = Math.SQRT1_2 * (layout.biasRadius + PIN / 2);
      together = `translate(${round(at.x - corner)} ${round(at.y - corner)})`;
      setAttributes(reach, { cx: at.x, cy: at.y });
      setAttributes(disc, { cx: at.x, cy: at.y, r: layout.biasRadius });
      setAttributes(one, { x: at.x, y: at.y });
      const x = at.x + layout.biasRadius + 8;
      setAttributes(label, { x });
      middle = at.y;
      // Different values stand one below the other, more than two in two columns.
      const columns = values.length > IN_A_COLUMN ? 2 : 1;
      room = Math.min(COLUMN, ((layout.biasRooms[layer] ?? 0) - NAME_WIDTH) / columns);
      for (const [index, value] of values.entries())
        if (index > 0)
          setAttributes(value, {
            x: x + NAME_WIDTH + Math.floor(index / IN_A_COLUMN) * room,
            dy: index % IN_A_COLUMN === 0 ? -LINE * (IN_A_COLUMN - 1) : LINE,
          });
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     */
    draw(state, active) {
      const { experiment, next } = state.frame;
      const now = parts.every((part) => hasNew(state, part)) ? next : experiment;
      const biases = now.network.biases[layer] ?? [];
      const shared = isShared(now, layer);
      const shown = shared ? biases.slice(0, 1) : biases;
      for (const [index, value] of values.entries()) {
        const bias = shown[index];
        // Where they have no place, it says at least how many there are.
        const isHidden = bias === undefined || (room < LEAST && index > 0);
        const text = room < LEAST && !shared && values.length > IN_A_COLUMN ? `${values.length} values` : given(bias ?? 0);
        setText(value, isHidden ? "" : `${index > 0 ? " " : ""}${text}`);
        fit(value, shared ? Infinity : room < LEAST && values.length > IN_A_COLUMN ? 2 * room : room - 4);
        setAttributes(value, valueOf(shared && index === 0 ? parts.join(" ") : (parts[index] ?? "")));
      }
      const low = shared || values.length === 1 || room < LEAST;
      setAttributes(label, { y: low ? middle : middle - LINE / 2 });
      // Several values: each can be dragged.
      setAttributes(held, grip(shared ? (parts[0] ?? "") : ""));
      const frozen = biasParts.map((bias) => isFrozen(experiment, bias, state.outline));
      for (const [index, pin] of pins.entries()) {
        pin.toggleAttribute("data-frozen", frozen[index] === true && (index === 0 || !shared));
        setAttributes(pin, { transform: shared ? together : (places[index] ?? "") });
      }
      /** @param {number} index */
      const pinned = (index) => (frozen[index] ? " frozen" : "");
      const inWords = shared
        ? `${precise(shown[0] ?? 0)}${frozen[0] ? ", frozen" : ""}`
        : shown.map((b, index) => `${neurons[index]} ${precise(b)}${pinned(index)}`).join(", ");
      const into = neurons.join(" and ");
      tellValue(element, shared ? shown[0] : undefined);
      setAttributes(element, {
        class: `bias ${active ? "active" : "idle"}`,
        "aria-label": `${name}, bias of ${into}, ${inWords}`,
        "data-selected": String(parts.includes(state.selected ?? "")),
        "data-quantities": parts.flatMap((part) => state.outline.knownOf(part, shownPhase(state))).join(" "),
      });
    },
  };
}
