import assert from "node:assert/strict";
import { test } from "node:test";
import { edgesBetween, neuronName } from "../../static/js/text/names.js";

test("edges are numbered as in the article", () => {
  const ends = edgesBetween([2, 2, 2]).map(({ name, layer, from, to }) => [name, layer, from, to]);
  assert.deepEqual(ends, [
    ["w1", 0, 0, 0],
    ["w2", 0, 1, 0],
    ["w3", 0, 0, 1],
    ["w4", 0, 1, 1],
    ["w5", 1, 0, 0],
    ["w6", 1, 1, 0],
    ["w7", 1, 0, 1],
    ["w8", 1, 1, 1],
  ]);
});

test("neurons are named by their layer", () => {
  assert.deepEqual([neuronName(0, 0), neuronName(1, 1), neuronName(2, 0)], ["i1", "h2", "o1"]);
});

test("edges between layers of any size are all there", () => {
  const edges = edgesBetween([3, 1, 4]);
  assert.deepEqual(edges.map(({ name }) => name), ["w1", "w2", "w3", "w4", "w5", "w6", "w7"]);
  assert.equal(new Set(edges.map(({ layer, from, to }) => `${layer} ${from} ${to}`)).size, 3 + 4);
});
