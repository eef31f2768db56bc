/**
 * Movement that tells. Going on to a phase shows how its numbers come about: forwards the activations go
 * along the edges into the sums, backwards the deltas come back along them, and in the update each weight
 * moves the way its arrow says. It lasts under 400 ms, and then nothing of it is left.
 */

import { neuronValues, pathOf } from "../text/describe.js";
import { short, signed } from "../text/format.js";
import { wholeIterations } from "../model/state.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { neuronAt, pointAlong, round } from "./geometry.js";
import { reducedMotion, signOf } from "./part.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../model/outline.js").Edge} Edge
 * @typedef {import("./geometry.js").Point} Point
 *
 * @typedef {object} Carried  a number on its way along an edge
 * @property {number} value
 * @property {number} from  0 at the sender, 1 at the receiver
 * @property {number} to
 */

/** How long it takes for a number to arrive, and until it is all over, in milliseconds. */
const TRAVEL = 280;
const WHOLE = 380;

/** How far a weight moves up or down, and a number that comes in from the side. */
const STEP = 9;
const SIDE = 28;

/**
 * @param {SVGSVGElement} root
 * @param {Edge[]} edges
 */
export function createMovement(root, edges) {
  const tokens = edges.map((edge) => {
    const text = svg("text");
    return { edge, text, element: svg("g", { class: "token" }, [text]) };
  });
  root.append(svg("g", { class: "tokens", "aria-hidden": "true" }, tokens.map(({ element }) => element)));
  /** @type {import("./geometry.js").Layout | undefined} */
  let layout;
  /** @type {Animation[]} */
  let running = [];
  /** The place that was drawn last, and when. @type {{iteration: number, phase: number} | undefined} */
  let place;
  let since = -Infinity;

  /**
   * @param {Element} element
   * @param {Keyframe[]} keyframes
   * @param {number} [duration]
   */
  function move(element, keyframes, duration = WHOLE) {
    running.push(element.animate(keyframes, { duration, easing: "ease-in-out" }));
  }

  /** @param {State} state */
  function tell(state) {
    const phase = state.outline.phases[state.phase];
    if (!layout || !phase) return;
    for (const { edge, text, element } of tokens) {
      const carried = phase.active.includes(`edges:${edge.layer}`) ? carriedAlong(state, edge, phase) : undefined;
      if (carried) carry(layout, edge, text, element, carried, phase.direction);
    }
    if (phase.direction === "update") for (const chip of root.querySelectorAll(".edge:not(.bare) > .chip")) nudge(chip);
    else for (const shown of computed(root, state)) reveal(shown, phase);
  }

  /**
   * @param {import("./geometry.js").Layout} at
   * @param {Edge} edge
   * @param {SVGElement} text
   * @param {SVGElement} element
   * @param {Carried} carried
   * @param {import("../types").Phase["direction"]} direction
   */
  function carry(at, edge, text, element, { value, from, to }, direction) {
    const ends = [neuronAt(at, edge.layer, edge.from), neuronAt(at, edge.layer + 1, edge.to)];
    const [start, end] = /** @type {[Point, Point]} */ (ends);
    setText(text, direction === "forward" ? short(value) : signed(value));
    setAttributes(element, { class: `token ${direction === "forward" ? "" : signOf(value)}` });
    const [first, last] = [pointAlong(start, end, from), pointAlong(start, end, to)].map(
      ({ x, y }) => `${round(x)}px ${round(y)}px`,
    );
    move(element, [{ translate: first ?? "", visibility: "visible" }, { translate: last ?? "", visibility: "visible" }], TRAVEL);
  }

  /** @param {Element} chip */
  function nudge(chip) {
    const by = { up: -STEP, down: STEP }[chip.parentElement?.getAttribute("data-moves") ?? ""];
    if (by) move(chip, [{ translate: "0 0" }, { translate: `0 ${by}px` }, { translate: "0 0" }]);
  }

  /**
   * A number appears when what it is made of has arrived. Without edges it comes from the side that it
   * is computed from, and an activation fills its ring.
   *
   * @param {Element} shown
   * @param {import("../types").Phase} phase
   */
  function reveal(shown, { active, direction }) {
    const alongEdges = active.some((group) => group.startsWith("edges:"));
    const from = direction === "forward" ? -SIDE : SIDE;
    const hidden = { opacity: 0, ...(!alongEdges && { translate: `${from}px 0` }) };
    move(shown, [
      { ...hidden, offset: 0 },
      { ...hidden, offset: alongEdges ? 0.65 : 0 },
      { opacity: 1, ...(!alongEdges && { translate: "0 0" }), offset: 1 },
    ]);
    const ring = shown.closest(".neuron")?.querySelector(".ring");
    if (ring && shown.matches(".value")) move(ring, [{ strokeDasharray: "0 100" }, {}]);
  }

  return {
    /** @param {import("./geometry.js").Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
    },

    /**
     * Ends what moves once the page goes to another place. Whether numbers may still glide there: not for
     * somebody who presses fast, who sees the result at once.
     *
     * @param {State} state
     */
    follow(state) {
      const before = place;
      place = { iteration: state.frame.iteration, phase: state.phase };
      if (before && before.iteration === place.iteration && before.phase === place.phase) return { calm: true, start: () => {} };
      for (const animation of running) animation.cancel();
      running = [];
      const now = performance.now();
      const calm = now - since >= WHOLE;
      since = now;
      const onwards =
        before !== undefined &&
        (place.iteration > before.iteration || (place.iteration === before.iteration && place.phase > before.phase));
      const tells = calm && onwards && !reducedMotion.matches && !wholeIterations(state) && !state.revealed && state.dragged === null;
      return { calm, start: () => void (tells && tell(state)) };
    },
  };
}

/**
 * What goes along an edge in a phase: forwards the sender's activation, backwards the receiver's delta as
 * far as the weight, or what the weight makes of it for the sender.
 *
 * @param {State} state
 * @param {Edge} edge
 * @param {import("../types").Phase} phase
 * @returns {Carried | undefined}
 */
function carriedAlong(state, edge, { direction }) {
  const path = pathOf(state, edge);
  if (path !== undefined) return { value: path, from: 0.85, to: 0.15 };
  const { a } = neuronValues(state, edge.layer, edge.from);
  if (direction === "forward") return a === undefined ? undefined : { value: a, from: 0.15, to: 0.85 };
  const { delta } = neuronValues(state, edge.layer + 1, edge.to);
  return direction === "backward" && delta !== undefined ? { value: delta, from: 0.85, to: 0.5 } : undefined;
}

/**
 * Where the numbers stand that a phase computes.
 *
 * @param {SVGSVGElement} root
 * @param {State} state
 */
function computed(root, state) {
  const names = new Set(state.outline.computedIn(state.phase));
  const places = [...root.querySelectorAll("text, tspan, .badge, .total")];
  const showing = places.filter((place) =>
    (place.getAttribute("data-asks") ?? place.getAttribute("data-quantities") ?? "").split(" ").some((name) => names.has(name)),
  );
  return new Set(showing.map((place) => place.closest("text, .badge, .total") ?? place));
}
