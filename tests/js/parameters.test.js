import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterOf, reasonAgainst } from "../../static/js/editing/parameters.js";
import { frameFrom } from "../../static/js/model/frames.js";
import { initialState, MEAN } from "../../static/js/model/state.js";
import { startCore } from "./core.js";
import { outlineOf } from "./page.js";

/**
 * @typedef {import("../../static/js/types").Experiment} Experiment
 * @typedef {import("../../static/js/types").State} State
 */

const initial = await startCore();
const first = frameFrom(initial.answer);
const outline = outlineOf(initial);

/** Two examples, and a different number for every parameter. */
const EXPERIMENT = {
  ...first.experiment,
  network: {
    ...first.experiment.network,
    weights: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
    biases: [[0.5, 0.5], [0.25, 0.75]],
  },
  examples: { inputs: [[11, 12], [13, 14]], targets: [[21, 22], [23, 24]] },
};

/**
 * @param {Partial<State>} [place]
 * @param {Partial<Experiment>} [change]
 * @returns {State}
 */
function state(place = {}, change = {}) {
  const experiment = { ...EXPERIMENT, ...change };
  const weights = [[[-1, -1], [-1, -1]], [[-1, -1], [-1, -1]]];
  const next = { ...experiment, network: { ...experiment.network, weights } };
  return { ...initialState({ ...first, experiment, next }, outline, initial.happening), ...place };
}

/**
 * The value of a part, and the experiment with 99 in its place.
 *
 * @param {State} state
 * @param {string} part
 */
function parameter(state, part) {
  const found = parameterOf(state, part);
  assert.ok(found, `${part} is no parameter`);
  const { network, examples } = found.edit(99).apply(state.frame.experiment);
  return { name: found.name, value: found.value, network, examples };
}

test("each edge stands for its weight", () => {
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const { name, value, network } = parameter(state(), `w${number}`);
    assert.deepEqual([name, value], [`w${number}`, number]);
    const others = [1, 2, 3, 4, 5, 6, 7, 8].map((weight) => (weight === number ? 99 : weight));
    assert.deepEqual(network.weights.flat(2), others);
  }
});

test("in the update phase an edge stands for the updated weight", () => {
  assert.equal(parameter(state({ phase: outline.last }), "w5").value, -1);
  assert.equal(parameter(state({ phase: outline.last - 1 }), "w5").value, 5);
});

test("equal biases of a layer are one bias, unless each is trained on its own", () => {
  for (const part of ["b.h1", "b.h2"]) {
    const { name, value, network } = parameter(state(), part);
    assert.deepEqual([name, value], ["b1", 0.5]);
    assert.deepEqual(network.biases, [[99, 99], [0.25, 0.75]]);
  }
  const different = parameter(state(), "b.o2");
  assert.deepEqual([different.name, different.value], ["b2 of o2", 0.75]);
  assert.deepEqual(different.network.biases, [[0.5, 0.5], [0.25, 99]]);
  const own = parameter(state({}, { train_biases: true }), "b.h2");
  assert.equal(own.name, "b1 of h2");
  assert.deepEqual(own.network.biases, [[0.5, 99], [0.25, 0.75]]);
});

test("inputs and targets are those of the example on the diagram", () => {
  const input = parameter(state({ example: 1 }), "i2");
  assert.deepEqual([input.name, input.value], ["x2", 14]);
  assert.deepEqual(input.examples, { ...EXPERIMENT.examples, inputs: [[11, 12], [13, 99]] });
  const target = parameter(state(), "y1");
  assert.deepEqual([target.name, target.value], ["y1", 21]);
  assert.deepEqual(target.examples, { ...EXPERIMENT.examples, targets: [[99, 22], [23, 24]] });
});

test("the mean over all examples has weights, but no inputs and targets", () => {
  const mean = state({ example: MEAN });
  assert.equal(parameter(mean, "w5").value, 5);
  assert.equal(parameterOf(mean, "i2"), null);
  assert.match(reasonAgainst(mean, "i2"), /show one of them to change its x2\.$/);
  assert.equal(reasonAgainst(state(), "i2"), "");
});

test("a computed number is not a parameter", () => {
  for (const part of ["h1", "o2", "loss", "", "b1", "w9"]) {
    assert.equal(parameterOf(state(), part), null, part);
    assert.equal(reasonAgainst(state(), part), "", part);
  }
});
