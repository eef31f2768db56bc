import { setAttributes, svg } from "../ui/dom.js";
import { edgesBetween, neuronName } from "../text/names.js";
import { PHASES } from "../model/phases.js";
import { spotlightOf, wholeIterations } from "../model/state.js";
import { createBias } from "./bias.js";
import { createEdge } from "./edge.js";
import { layoutFor } from "./geometry.js";
import { createNeuron } from "./neuron.js";
import { createOutput } from "./output.js";

const TITLES = [
  ["Input", "x"],
  ["Hidden", "h"],
  ["Output", "o"],
];

/**
 * The network. Its parts are made once; after that they are only moved and told new numbers.
 *
 * @param {SVGSVGElement} root
 * @param {number[]} sizes  of the layers
 * @returns {import("../types").View & { place(width: number): void }}
 */
export function createDiagram(root, sizes) {
  const last = sizes.length - 1;
  /** @param {number} layer */
  const indices = (layer) => Array.from({ length: sizes[layer] ?? 0 }, (_, index) => index);
  const titles = TITLES.map(([name = "", symbol = ""]) =>
    svg("text", { class: "title" }, [
      `${name} `,
      svg("tspan", { class: "where-wide" }, ["layer "]),
      symbol,
    ]),
  );
  // Each part with its name, and the group under which a phase counts it among the active ones.
  const parts = [
    ...sizes.slice(1).map((units, layer) => ({
      group: `edges:${layer}`,
      name: `b${layer + 1}`,
      part: createBias(layer, units),
    })),
    ...edgesBetween(sizes).map((edge) => ({
      group: `edges:${edge.layer}`,
      name: edge.name,
      part: createEdge(edge),
    })),
    ...sizes.flatMap((_, layer) =>
      indices(layer).map((index) => ({
        group: `neurons:${layer}`,
        name: neuronName(layer, index),
        part: createNeuron(layer, index),
      })),
    ),
    ...indices(last).map((index) => ({
      group: "targets",
      name: `y${index + 1}`,
      part: createOutput(last, index),
    })),
  ];
  root.append(...titles, ...parts.map(({ part }) => part.element));

  /** @param {import("../types").State} state */
  function draw(state) {
    const phase = PHASES[state.phase];
    const all = wholeIterations(state);
    const spotlight = spotlightOf(state);
    const active = spotlight ?? phase?.active ?? [];
    setAttributes(root, {
      "data-direction": all || !phase ? "none" : phase.direction,
      "data-spotlight": spotlight ? "on" : "off",
    });
    for (const { group, name, part } of parts)
      part.draw(state, all || active.includes(group) || active.includes(name));
  }

  /** @param {number} width  in pixels */
  function place(width) {
    const layout = layoutFor(width);
    setAttributes(root, {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      "data-layout": layout.name,
    });
    for (const [layer, title] of titles.entries())
      setAttributes(title, { x: layout.columns[layer] ?? 0, y: layout.titleY });
    for (const { part } of parts) part.place(layout);
  }

  return Object.assign(draw, { place });
}
