import { byId, setAttributes, svg } from "../ui/dom.js";
import { isPractising } from "../model/practising.js";
import { glides, spotlightOf, wholeIterations } from "../model/state.js";
import { createBias } from "./bias.js";
import { createEdge } from "./edge.js";
import { uprightShape } from "./geometry.js";
import { createMovement } from "./movement.js";
import { createNeuron } from "./neuron.js";
import { createOutput } from "./output.js";
import { listenToSelecting, measuredOnce, placedOn } from "./part.js";
import { createTotal } from "./total.js";

/**
 * @typedef {import("../model/outline.js").Outline} Outline
 * @typedef {import("../model/outline.js").Edge} Edge
 *
 * @typedef {object} Placed
 * @property {string} group
 * @property {string} name
 * @property {Edge} [edge]
 * @property {{element: SVGElement, place: (layout: import("./geometry.js").Layout) => void,
 *   draw: (state: import("../types").State, active: boolean, glide: boolean, isShown: boolean) => void}} part
 */

/**
 * The network. Its parts are created once for its layers; later only their places and numbers change.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createDiagram({ store, actions }) {
  const root = byId("diagram", SVGSVGElement);
  listenToSelecting(root, (part, quantity) => {
    if (isPractising(store.get())) return actions.answerTask(part, quantity);
    if (quantity) actions.ask(quantity);
    else actions.select(part);
    actions.answerPart(part);
  });
  const board = byId("board", HTMLElement);
  return placedOn(board, (outline) => {
    // On a phone the board is as high as its network needs.
    board.style.setProperty("--upright", uprightShape(outline.sizes));
    return createNetwork(root, outline);
  });
}

/**
 * @param {SVGSVGElement} root
 * @param {Outline} outline
 */
function createNetwork(root, outline) {
  const titles = outline.sizes.map((_, layer) => createTitle(outline, layer));
  const edges = outline.edges.map((edge) => ({
    group: `edges:${edge.layer}`,
    name: edge.name,
    part: createEdge(edge),
    edge,
  }));
  /** The neurons that an edge joins. @param {Edge} edge */
  const ends = ({ layer, from, to }) => [outline.nameAt("neuron", layer, from), outline.nameAt("neuron", layer + 1, to)];
  // Each part with its name and its group. A phase lists the groups that are active in it.
  /** @type {Placed[]} */
  const parts = [
    ...layersOf(outline.of("bias")).map((biases, layer) => ({
      group: `edges:${layer}`,
      name: `b${layer + 1}`,
      part: createBias(layer, biases, outline),
    })),
    ...edges,
    ...outline.of("neuron").map(({ name, place: [layer = 0, index = 0] }) => ({
      group: `neurons:${layer}`,
      name,
      part: createNeuron(name, layer, index),
    })),
    ...outline.of("target").map(({ name, place: [layer = 0, index = 0] }) => ({
      group: "targets",
      name,
      part: createOutput(name, outline.nameAt("neuron", layer, index), layer, index),
    })),
    ...(outline.of("target").length > 1 ? outline.of("loss") : []).map(({ name }) => ({
      group: "losses",
      name,
      part: createTotal(name, outline.of("target").length),
    })),
  ];
  root.replaceChildren(...titles, ...edges.map(({ part }) => part.under), ...parts.map(({ part }) => part.element));
  const told = createMovement(root, outline.edges);
  /** @type {import("./geometry.js").Gap[]} */
  let gaps = [];

  return {
    /** @param {import("./geometry.js").Layout} layout */
    place(layout) {
      setAttributes(root, {
        viewBox: `0 0 ${layout.width} ${layout.height}`,
        "data-layout": layout.name,
        "data-small": String(layout.small),
        "data-close": String(layout.close),
      });
      gaps = layout.gaps;
      for (const [layer, title] of titles.entries())
        setAttributes(title, { x: layout.columns[layer] ?? 0, y: layout.titleY });
      for (const { part } of parts) part.place(layout);
      told.place(layout);
    },

    /** @param {import("../types").State} state */
    draw(state) {
      const phase = state.outline.phases[state.phase];
      const all = wholeIterations(state);
      const spotlight = spotlightOf(state);
      const active = spotlight ?? (state.revealed ? null : phase?.active);
      setAttributes(root, { "data-spotlight": spotlight ? "on" : "off" });
      const movement = told.follow(state);
      const glide = glides(state) && movement.calm;
      const near = nearIn(state);
      const inPhase = all || state.dragged !== null ? [] : (active ?? []);
      /** @param {string} group @param {string} name @param {Edge} [edge] */
      const isShown = (group, name, edge) => {
        const gap = edge && gaps[edge.layer];
        if (!gap || (gap.all && !gap.dense)) return true;
        if (gap.width === 0) return false;
        if (near.has(name) || ends(edge).some((neuron) => near.has(neuron))) return true;
        return gap.all && (inPhase.includes(group) || inPhase.includes(name));
      };
      measuredOnce(() => {
        for (const { group, name, part, edge } of parts)
          part.draw(state, all || !active || active.includes(group) || active.includes(name), glide, isShown(group, name, edge));
      });
      movement.start();
    },
  };
}

/**
 * The parts that one points at or, if one points at none of them, the selected one.
 *
 * @param {import("../types").State} state
 */
function nearIn({ outline, pointed, selected }) {
  const parts = pointed.map((quantity) => outline.partOf(quantity)).filter((part) => part !== "loss");
  return new Set(parts.length > 0 || selected === null ? parts : [selected]);
}

/**
 * The name of a layer above it.
 *
 * @param {Outline} outline
 * @param {number} layer
 */
function createTitle({ layers, sizes }, layer) {
  const symbol = layer === 0 ? "x" : layer === sizes.length - 1 ? "o" : "h";
  const name = layers[layer] ?? "";
  // Four of them have no room for more than their names.
  const isFew = sizes.length < 4;
  return svg("text", { class: "title" }, [
    `${name.charAt(0).toUpperCase()}${name.slice(1)} `,
    ...(!isFew ? [] : [svg("tspan", { class: "where-wide" }, ["layer "])]),
    symbol,
  ]);
}

/**
 * Parts of neurons, layer by layer.
 *
 * @param {import("../types").Part[]} parts
 */
function layersOf(parts) {
  const layers = [...new Set(parts.map(({ place }) => place[0]))];
  return layers.map((layer) => parts.filter(({ place }) => place[0] === layer));
}
