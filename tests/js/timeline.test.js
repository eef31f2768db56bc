import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../../static/js/model/timeline.js";

/** @typedef {import("../../static/js/types").Experiment} Experiment */

/**
 * An experiment. A timeline reads only its iteration.
 *
 * @param {number} iteration
 * @param {number} [learning_rate]
 */
function at(iteration, learning_rate = 0.5) {
  return /** @type {Experiment} */ ({ iteration, learning_rate });
}

/** @param {readonly Experiment[]} experiments */
function places(experiments) {
  return experiments.map(({ iteration, learning_rate }) => [iteration, learning_rate]);
}

/** A run of 400 iterations with some experiments kept. */
function longRun() {
  const facts = [50, 100, 350, 220].map((iteration) => ({ from: 0, losses: [], experiment: at(iteration) }));
  const losses = Array.from({ length: 401 }, (_, i) => 1 / (i + 1));
  return Timeline.of([at(0)]).learning([...facts, { from: 0, losses }]);
}

test("the losses of a run are recorded at their iterations", () => {
  const timeline = Timeline.of([at(0)]).learning([{ from: 0, losses: [3, 2, 1] }]);
  assert.equal(timeline.known, 3);
  const longer = timeline.learning([{ from: 1, losses: [2, 1, 0.5, 0.25] }]);
  assert.deepEqual(longer.losses, [3, 2, 1, 0.5, 0.25]);
  assert.deepEqual(timeline.losses, [3, 2, 1], "a timeline stays as it is");
});

test("known facts make no new timeline", () => {
  const timeline = longRun();
  assert.equal(timeline.learning([{ from: 7, losses: [1 / 8, 1 / 9], experiment: at(120) }]), timeline);
});

test("experiments are kept at a distance, and the nearest earlier one is found", () => {
  const timeline = longRun();
  assert.deepEqual(timeline.kept.map(({ iteration }) => iteration), [0, 100, 220, 350]);
  const nearest = [0, 99, 100, 219, 220, 349, 1000].map((i) => timeline.before(i).iteration);
  assert.deepEqual(nearest, [0, 0, 100, 100, 220, 220, 350]);
});

test("a change drops the later iterations and limits a request", () => {
  const timeline = longRun().change(at(220, 0.9));
  assert.deepEqual(places(timeline.kept), [[0, 0.5], [100, 0.5], [220, 0.9]]);
  assert.deepEqual(places(timeline.changed), [[0, 0.5], [220, 0.9]]);
  assert.equal(timeline.known, 221);
  assert.deepEqual([0, 219, 220, 500].map((i) => timeline.limit(i)), [220, 220, Infinity, Infinity]);
});

test("a change replaces one at the same iteration and all later ones", () => {
  const twice = longRun().change(at(220, 0.9)).change(at(220, 0.7));
  assert.deepEqual(places(twice.changed), [[0, 0.5], [220, 0.7]]);
  const earlier = twice.change(at(10, 0.1));
  assert.deepEqual(places(earlier.changed), [[0, 0.5], [10, 0.1]]);
  const anew = earlier.change(at(0, 2));
  assert.deepEqual(places(anew.changed), [[0, 2]]);
  assert.equal(anew.known, 1);
});

test("a timeline is restored from its changes and its length", () => {
  const { changed } = longRun().change(at(10, 0.1));
  const again = Timeline.of(changed, 12);
  assert.equal(again.known, 12);
  assert.deepEqual(places(again.changed), [[0, 0.5], [10, 0.1]]);
  assert.deepEqual(Object.keys(again.losses), [], "losses that are still to be recalled are holes");
  assert.equal(again.firstHole(), 0);
  assert.equal(again.learning([{ from: 0, losses: [3, 2] }]).firstHole(), 2);
  assert.equal(again.learning([{ from: 0, losses: Array(12).fill(1) }]).firstHole(), -1);
});
