import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../static/js/lab/ramp.js";

/**
 * @param {import("../../static/js/types").Range} range
 * @param {number[][]} activations
 */
function seen(range, activations) {
  return scaleOf({ name: "h1", layer: 1, index: 0, activations, range });
}

test("the colours go over all that the function can answer, and turn in its middle", () => {
  assert.deepEqual(seen([0, 1], [[0.2, 0.3]]), { range: [0, 1], middle: 0.5 });
  assert.deepEqual(seen([-1, 1], [[0.2, 0.3]]), { range: [-1, 1], middle: 0 });
});

test("where the function has no end, they go as far as the neuron answers", () => {
  assert.deepEqual(seen([0, null], [[0.2, 3], [7, 1]]), { range: [0, 7], middle: 0.5 });
  assert.deepEqual(seen([null, null], [[-4, 3], [7, 1]]), { range: [-4, 7], middle: 0.5 });
});

test("a neuron that answers the same everywhere has a range all the same", () => {
  for (const answer of [0, 5, -1e12]) {
    const { range: [low, high] } = seen([null, null], [[answer, answer]]);
    assert.ok(low === answer && high > low, String(answer));
  }
});
