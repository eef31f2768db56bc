import { byId, setAttributes, svg } from "../ui/dom.js";
import { glides, spotlightOf, wholeIterations } from "../model/state.js";
import { createBias } from "./bias.js";
import { createEdge } from "./edge.js";
import { layoutFor } from "./geometry.js";
import { createMovement } from "./movement.js";
import { createNeuron } from "./neuron.js";
import { createOutput } from "./output.js";
import { listenToSelecting, placedOn } from "./part.js";
import { createTotal } from "./total.js";

const TITLES = [
  ["Input", "x"],
  ["Hidden", "h"],
  ["Output", "o"],
];

/**
 * The network. Its parts are created once; later only their places and numbers change.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createDiagram({ store, actions }) {
  const root = byId("diagram", SVGSVGElement);
  const { outline } = store.get();
  const titles = TITLES.map(([name = "", symbol = ""]) =>
    svg("text", { class: "title" }, [
      `${name} `,
      svg("tspan", { class: "where-wide" }, ["layer "]),
      symbol,
    ]),
  );
  listenToSelecting(root, (part, quantity) => {
    if (quantity) actions.ask(quantity);
    else actions.select(part);
    actions.answerPart(part);
  });
  const edges = outline.edges.map((edge) => ({
    group: `edges:${edge.layer}`,
    name: edge.name,
    part: createEdge(edge),
  }));
  // Each part with its name and its group. A phase lists the groups that are active in it.
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
  root.append(...titles, ...edges.map(({ part }) => part.under), ...parts.map(({ part }) => part.element));
  const told = createMovement(root, outline.edges);

  /** @param {import("../types").State} state */
  function draw(state) {
    const phase = state.outline.phases[state.phase];
    const all = wholeIterations(state);
    const spotlight = spotlightOf(state);
    const active = spotlight ?? (state.revealed ? null : phase?.active);
    setAttributes(root, { "data-spotlight": spotlight ? "on" : "off" });
    const movement = told.follow(state);
    const glide = glides(state) && movement.calm;
    for (const { group, name, part } of parts)
      part.draw(state, all || !active || active.includes(group) || active.includes(name), glide);
    movement.start();
  }

  /**
   * @param {number} width  in pixels
   * @param {number} height
   */
  function place(width, height) {
    const layout = layoutFor(width, height);
    setAttributes(root, {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      "data-layout": layout.name,
    });
    for (const [layer, title] of titles.entries())
      setAttributes(title, { x: layout.columns[layer] ?? 0, y: layout.titleY });
    for (const { part } of parts) part.place(layout);
    told.place(layout);
  }

  return placedOn(byId("board", HTMLElement), place, draw);
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
