import { neuronInWords, neuronValues, pathsInto } from "../text/describe.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { given, short, signed } from "../text/format.js";
import { COMPUTED, fit, gliding, grip, partAttributes, signOf, spin, tellValue, valueOf } from "./part.js";
import { NET, PATHS, neuronAt, ringFraction, round, sideOf } from "./geometry.js";

/**
 * A neuron: its net input, its activation (also as a ring from 0 to 1), and its delta.
 *
 * @param {string} part  its name
 * @param {number} layer
 * @param {number} index
 */
export function createNeuron(part, layer, index) {
  const disc = svg("circle", { class: "disc" });
  const track = svg("circle", { class: "track" });
  const ring = svg("circle", { class: "ring", pathLength: 100, transform: "rotate(-90)" });
  const name = svg("text", { class: "name" });
  const isInput = layer === 0;
  const a = `${isInput ? "x" : "a"}.${part}`;
  const activation = svg("text", { class: "value", ...place(a), ...(isInput && valueOf(part)) });
  const netName = svg("tspan");
  const netValue = svg("tspan", { dx: 4 });
  const net = svg("text", { class: "net", ...place(`z.${part}`) }, [netName, netValue]);
  const badgeBox = svg("rect", { class: "box", rx: 11 });
  const badgeText = svg("text");
  const sum = svg("text", { class: "paths", "data-quantities": `da.${part}`, "data-asks": `da.${part}` });
  const badge = svg("g", { class: "badge", ...place(`delta.${part}`) }, [badgeBox, badgeText]);
  const element = svg(
    "g",
    { class: "neuron", ...(isInput ? spin : COMPUTED), "data-part": part, ...(isInput && grip(part)) },
    [
      disc,
      track,
      ring,
      // The label says it in full.
      svg("g", { "aria-hidden": "true" }, [name, activation, net, badge, sum]),
    ],
  );
  const shown = isInput ? given : short;
  const drawActivation = gliding((a) => {
    setText(activation, shown(a));
    fit(activation, room);
    setAttributes(ring, { "stroke-dasharray": `${round(100 * ringFraction(a))} 100` });
  });
  const drawNet = gliding((z) => {
    setText(netValue, short(z));
    fit(net, netRoom);
  });
  const drawDelta = gliding((delta) => {
    setText(badgeText, `δ ${signed(delta)}`);
    fit(badgeText, badgeRoom);
  });
  /** @type {import("./geometry.js").Layout} */
  let layout;
  let side = 1;

  let room = 0;
  let netRoom = 0;
  let badgeRoom = 0;

  return {
    element,

    /** @param {import("./geometry.js").Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      const { x, y } = neuronAt(layout, layer, index);
      const { radius } = layout;
      side = sideOf(layout, index);
      room = 2 * radius - 12;
      netRoom = layout.net ? (layout.close ? NET : layout.badge.width) : room - 10;
      badgeRoom = layout.badge.width - 14;
      setAttributes(element, { transform: `translate(${x} ${y})` });
      setAttributes(disc, { r: radius });
      for (const circle of [track, ring]) setAttributes(circle, { r: radius - 2.5 });
      setAttributes(name, { y: -radius * 0.45 });
      setAttributes(net, { y: side * layout.net || radius * 0.48 });
      setAttributes(activation, { y: layout.small ? 4 : 0 });
      setAttributes(badge, { transform: `translate(0 ${side * layout.badge.away})` });
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     * @param {boolean} glide
     */
    draw(state, active, glide) {
      const { z, a, delta } = neuronValues(state, layer, index);
      // The picture of what the neuron sees needs the second line's place.
      const paths = state.pictures || layout.badge.sum === 0 ? undefined : pathsInto(state, layer, index);
      const added = paths && paths.terms.length > 1 ? paths : null;
      // With the paths that are added up, the badge has a second line, away from the neuron.
      const { height } = layout.badge;
      const width = added ? layout.badge.sum : layout.badge.width;
      setAttributes(badgeBox, {
        x: -width / 2,
        y: (added && side < 0 ? -PATHS : 0) - height / 2,
        width,
        height: added ? height + PATHS : height,
      });
      setText(sum, added ? `${sumOf(added.terms)} = ${short(added.sum)}` : "");
      setAttributes(sum, { y: side * (layout.badge.away + PATHS) });
      setText(name, state.outline.labelOf(part));
      setText(netName, state.outline.symbols.net);
      if (z !== undefined) drawNet(z, glide);
      if (a !== undefined) drawActivation(a, glide);
      if (delta !== undefined) drawDelta(delta, glide);
      // Also when the room has changed.
      fit(activation, room);
      fit(net, netRoom);
      fit(badgeText, badgeRoom);
      fit(sum, width - 12);
      if (isInput) tellValue(element, a);
      setAttributes(element, {
        class: [
          "neuron",
          isInput ? "input" : "",
          z === undefined ? "" : "has-z",
          a === undefined ? "" : "has-a",
          delta === undefined ? "" : `has-delta ${signOf(delta)}`,
          active ? "active" : "idle",
        ].join(" "),
        "aria-label": neuronInWords(state, layer, index),
        ...partAttributes(state, part),
      });
    },
  };
}

/**
 * A sum: 0.0554 − 0.0190.
 *
 * @param {number[]} terms
 */
function sumOf(terms) {
  return terms
    .map((term, index) => (index === 0 ? short(term) : `${term < 0 ? "−" : "+"} ${short(Math.abs(term))}`))
    .join(" ");
}

/**
 * The attributes of a place that shows a number. A click on it asks for that number.
 *
 * @param {string} quantity
 */
function place(quantity) {
  return { "data-quantities": quantity, "data-asks": quantity };
}
