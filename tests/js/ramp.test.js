import assert from "node:assert/strict";
import { test } from "node:test";
import { colourAt, css, scaleOf } from "../../static/js/lab/ramp.js";

/** @param {number} t */
function lightness(t) {
  const [red, green, blue] = colourAt(t);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("the ramp goes from dark to bright without turning back", () => {
  for (let i = 1; i <= 100; i++) assert.ok(lightness(i / 100) > lightness((i - 1) / 100), String(i));
});

test("values beyond the ramp have the colour of its end", () => {
  assert.deepEqual(colourAt(-3), colourAt(0));
  assert.deepEqual(colourAt(7), colourAt(1));
});

test("every colour is valid in CSS", () => {
  for (let i = 0; i <= 1000; i++)
    for (const part of colourAt(i / 1000)) assert.ok(Number.isInteger(part) && part >= 0 && part <= 255);
  assert.equal(css([68, 1, 84]), "rgb(68, 1, 84)");
});

/**
 * @param {import("../../static/js/types").Range} range
 * @param {number[][]} activations
 */
function seen(range, activations) {
  return scaleOf({ name: "h1", layer: 1, index: 0, activations, range });
}

test("the colours span the range of the function, and turn at its middle", () => {
  assert.deepEqual(seen([0, 1], [[0.2, 0.3]]), { range: [0, 1], middle: 0.5 });
  assert.deepEqual(seen([-1, 1], [[0.2, 0.3]]), { range: [-1, 1], middle: 0 });
});

test("for an unbounded function, the colours span the activations of the neuron", () => {
  assert.deepEqual(seen([0, null], [[0.2, 3], [7, 1]]), { range: [0, 7], middle: 0.5 });
  assert.deepEqual(seen([null, null], [[-4, 3], [7, 1]]), { range: [-4, 7], middle: 0.5 });
});

test("a neuron with constant activation has a range, too", () => {
  for (const answer of [0, 5, -1e12]) {
    const { range: [low, high] } = seen([null, null], [[answer, answer]]);
    assert.ok(low === answer && high > low, String(answer));
  }
});
