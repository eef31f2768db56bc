import assert from "node:assert/strict";
import { test } from "node:test";
import { createThinning, drawnOf, highestOf, inWords, iterationAxis, lastOf, lossAxis, seriesOf } from "../../static/js/charts/loss-series.js";
import { Timeline } from "../../static/js/model/timeline.js";
import { startCore } from "./core.js";

const { lossCurves: styles, answer } = await startCore();
const LOSS = answer.forward.loss;

/** @param {ArrayLike<number>} losses */
function own(losses) {
  const style = /** @type {import("../../static/js/types").CurveStyle} */ (styles[0]);
  return { style, name: style.name, losses, known: losses.length };
}

/**
 * A state with the fields that the curve uses.
 *
 * @param {object} change
 * @returns {any}
 */
function stateWith(change) {
  const changed = [answer.experiment];
  return {
    frame: { iteration: 1, pass: { loss: LOSS } },
    timeline: new Timeline(changed, changed, [3, 2, 1]),
    scale: "linear",
    runs: [],
    variants: [],
    variantRuns: { changed, runs: { "no-half": { timeline: new Timeline(changed, changed, [3, 2]) } } },
    ...change,
  };
}

/** @param {string} name @param {number[]} losses @param {boolean} [hidden] */
function aside(name, losses, hidden = false) {
  return { name, hidden, moment: { timeline: { losses, known: losses.length } } };
}

test("every curve has a name, and its own dash or colour", () => {
  assert.equal(new Set(styles.map(({ id }) => id)).size, styles.length);
  assert.equal(new Set(styles.map(({ colour, dash }) => `${colour} ${dash}`)).size, styles.length);
  assert.equal(styles[0]?.id, "correct");
});

test("the run on screen is drawn over the runs set aside, and under the variants", () => {
  const state = stateWith({ runs: [aside("tanh", [4]), aside("hidden", [5], true), aside("relu", [6])], variants: ["no-half"] });
  const series = seriesOf(state, styles);
  assert.deepEqual(series.map(({ style }) => style.id), ["run-0", "run-2", "correct", "no-half"]);
  assert.deepEqual(series.map(({ known }) => known), [1, 1, 3, 2]);
});

test("a curve without a style is an error", () => {
  assert.throws(() => seriesOf(stateWith({ variants: ["another"] }), styles), /another has no style/);
});

test("losses not computed yet are a gap", () => {
  const losses = [5, 4, , , 2, 1];
  assert.deepEqual(drawnOf(own(/** @type {number[]} */ (losses)), "linear", 100), [0, 1, null, 4, 5]);
});

test("a loss of 0 is a gap on a logarithmic scale", () => {
  assert.deepEqual(drawnOf(own([1, 0, 0.1]), "log", 100), [0, null, 2]);
  assert.deepEqual(drawnOf(own([1, 0, 0.1]), "linear", 100), [0, 1, 2]);
});

test("100,000 losses are drawn with about two points per pixel, and both ends", () => {
  const losses = Array.from({ length: 100_001 }, (_, i) => 1 / (1 + i));
  const drawn = drawnOf(own(losses), "log", 1600);
  assert.ok(drawn.length <= 1700, `${drawn.length} points`);
  assert.deepEqual([drawn[0], drawn.at(-1)], [0, 100_000]);
});

test("within a short range every iteration is drawn", () => {
  const losses = Array.from({ length: 100_001 }, (_, i) => 1 / (1 + i));
  assert.deepEqual(drawnOf(own(losses), "linear", 1000, [500, 503]), [500, 501, 502, 503]);
  assert.deepEqual(drawnOf(own([1, 2]), "linear", 1000, [-1, 7]), [0, 1]);
});

test("the thinned points of a run set aside are kept, and those of the run on screen are made again", () => {
  const thinned = createThinning();
  const kept = { ...own([3, 2, 1]), style: /** @type {import("../../static/js/types").CurveStyle} */ (styles.at(-1)) };
  assert.equal(thinned(kept, "linear", 100), thinned(kept, "linear", 100));
  assert.deepEqual(thinned({ ...kept, known: 2 }, "linear", 100), [0, 1]);
  assert.deepEqual(thinned(own([3, 2, 1]), "linear", 100), [0, 1, 2]);
});

test("the axis of the iterations has room for ten, and whole numbers on it", () => {
  assert.equal(lastOf([own([1])]), 10);
  assert.equal(lastOf([own([1]), { ...own([1]), known: 5001 }]), 5000);
  assert.deepEqual(iterationAxis(10, 2000).ticks, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const { ticks, write, place } = iterationAxis(100_000, 700);
  assert.deepEqual(ticks.map(write), ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]);
  assert.equal(place(50_000), 0.5);
});

test("the axis of the losses begins at 0, or holds powers of ten", () => {
  const losses = [0.3, 0.02, 4e-5];
  const linear = lossAxis([own(losses)], [[0, 1, 2]], "linear", 200);
  assert.deepEqual(linear.ticks.map(linear.write), ["0", "0.1", "0.2", "0.3"]);
  assert.equal(linear.place(0), 0);
  const log = lossAxis([own(losses)], [[0, null, 2]], "log", 250);
  assert.deepEqual(log.ticks.map(log.write), ["10⁻⁴", "10⁻³", "0.01", "0.1"]);
  assert.ok(log.place(4e-5) > 0 && log.place(0.3) < 1);
});

test("the largest losses fit the axis, and an empty run breaks nothing", () => {
  for (const scale of /** @type {const} */ (["linear", "log"]))
    for (const losses of [[1e308, Number.MAX_VALUE], [5e-324], [0], []]) {
      const drawn = drawnOf(own(losses), scale, 100);
      const { place, ticks } = lossAxis([own(losses)], [drawn], scale, 200);
      for (const at of drawn) if (at !== null) assert.ok(place(losses[at] ?? NaN) >= 0 && place(losses[at] ?? NaN) <= 1, `${scale} ${losses}`);
      assert.ok(ticks.every((tick) => Number.isFinite(tick)) && ticks.length < 20, `${scale} ${losses}: ${ticks}`);
    }
});

test("a run set aside that diverged leaves the axis to the run on screen", () => {
  const state = stateWith({ runs: [aside("rate 100", [1, 1e249])] });
  const series = seriesOf(state, styles);
  const drawn = series.map((one) => drawnOf(one, "linear", 100));
  assert.equal(highestOf(series), 3);
  for (const scale of /** @type {const} */ (["linear", "log"])) {
    const { place } = lossAxis(series, drawn, scale, 200);
    const alone = lossAxis([own([3, 2, 1])], [[0, 1, 2]], scale, 200);
    for (const loss of [1, 2, 3]) assert.equal(place(loss), alone.place(loss));
  }
});

test("the curve has a description in words", () => {
  const timeline = { losses: [0.3, 0.2, 3.5e-5], known: 3 };
  const state = stateWith({ scale: "log", runs: [aside("tanh", [4, 3])], timeline });
  assert.equal(
    inWords(state, seriesOf(state, styles)),
    "Loss curve, iterations 0 to 2, logarithmic: the loss goes from 0.3 to 3.5 × 10⁻⁵. " +
      "Here: iteration 1, loss 0.291027774. Beside it: tanh up to iteration 1. Type an iteration to travel to it.",
  );
});
