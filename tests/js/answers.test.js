/** The questions that the page keeps asking the server. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { samplesOf } from "../../static/js/lab/history.js";
import { learningRate } from "../../static/js/model/edits.js";
import { step } from "../../static/js/server/api.js";
import { keepAnswered } from "../../static/js/server/answers.js";
import { lossesOf } from "../../static/js/server/variants.js";
import { startCore } from "./core.js";
import { openPage } from "./page.js";

/** @typedef {import("../../static/js/types").State} State */

const initial = await startCore();

function openAnswered() {
  const page = openPage(initial);
  keepAnswered({ store: page.store, actions: page.explorer });
  return page;
}

/**
 * The first state that meets a condition.
 *
 * @param {import("./page.js").Page} page
 * @param {(state: State) => unknown} holds
 * @returns {Promise<State>}
 */
function once({ store }, holds) {
  return new Promise((resolve) => {
    const stop = store.subscribe(look);
    /** @param {State} state */
    function look(state) {
      if (!holds(state)) return;
      stop();
      resolve(state);
    }
    look(store.get());
  });
}

test("the selected part is explained in the phase and the iteration on screen", async () => {
  const page = openAnswered();
  page.explorer.select("w5");
  await once(page, ({ answers }) => answers.explanation?.quantity === "w5");
  await page.explorer.goToPhase(10);
  page.explorer.select("w5");
  await once(page, ({ answers }) => answers.explanation?.quantity === "new.w5");
  page.explorer.ask("gradient.w5");
  await page.explorer.goToIteration(7);
  const { frame } = page.store.get();
  const value = frame.pass.gradients.weights[1]?.[0]?.[0];
  await once(page, ({ answers }) => answers.explanation?.value === value);
});

test("without a selected number the phase on screen is told, and the first one needs no request", async () => {
  const asked = requests();
  const page = openAnswered();
  const [first] = page.store.get().answers.happening?.rows ?? [];
  assert.deepEqual([first?.quantity, first?.value], ["x.i1", 0.05]);
  assert.deepEqual(asked.stop(), []);
  await page.explorer.goToPhase(6);
  await page.explorer.goToIteration(3);
  const { frame } = page.store.get();
  const { answers } = await once(page, ({ answers }) => answers.happening?.asked.experiment === frame.experiment);
  assert.deepEqual(
    answers.happening?.rows.map(({ value }) => value),
    frame.pass.deltas[1]?.[0],
  );
});

test("a phase that is no longer on screen is not told, and one that was told is not asked for again", async () => {
  const page = openAnswered();
  await page.explorer.goToPhase(6);
  await page.explorer.goToPhase(8);
  await once(page, ({ answers }) => answers.happening?.id === "delta-hidden");
  const asked = requests();
  page.explorer.select("w5");
  await once(page, ({ answers }) => answers.explanation);
  page.explorer.unselect();
  page.explorer.openPanel("check");
  page.explorer.openPanel("explain");
  assert.deepEqual(asked.stop(), ["/api/explain"]);
});

test("after the server was away, one Retry restores the run and every answer", async () => {
  const page = openAnswered();
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.reject(new TypeError("away"));
  page.explorer.select("w5");
  page.explorer.openLab("gradients");
  await page.explorer.nextIteration();
  const { problems } = await once(page, ({ problems }) => Object.keys(problems).length === 3);
  assert.deepEqual(Object.keys(problems).sort(), ["explanation", "gradients", "page"]);
  globalThis.fetch = fetch;
  page.explorer.retry("page");
  const state = await once(
    page,
    ({ frame, answers }) =>
      frame.iteration === 1 && answers.gradients?.experiment === frame.experiment && answers.explanation,
  );
  assert.deepEqual(state.problems, {});
});

/** The paths that are asked from now on. */
function requests() {
  const { fetch } = globalThis;
  /** @type {unknown[]} */
  const asked = [];
  globalThis.fetch = (path, request) => {
    asked.push(path);
    return fetch(path, request);
  };
  return {
    stop() {
      globalThis.fetch = fetch;
      return asked;
    },
  };
}

test("no request is sent for hidden views", async () => {
  const page = openAnswered();
  const asked = requests();
  page.explorer.point(["w5"]);
  page.explorer.openPanel("check");
  await page.explorer.nextIteration();
  assert.deepEqual(asked.stop(), ["/api/step"]);
});

test("the history grows with the run, and branches where it was changed", async () => {
  const page = openAnswered();
  page.explorer.openLab("histories");
  await page.explorer.goToIteration(20);
  await once(page, (state) => samplesOf(state).iterations.at(-1) === 20);
  await page.explorer.goToIteration(10);
  await page.explorer.edit(learningRate(4));
  await page.explorer.goToIteration(15);
  const state = await once(page, (state) => samplesOf(state).iterations.at(-1) === 15);
  const { iterations, values } = samplesOf(state);
  assert.deepEqual(iterations, [...Array(11).keys(), 10, 11, 12, 13, 14, 15], "both networks of the change are there");
  const { experiment } = await step(page.first.experiment, 10);
  const after = await step({ ...experiment, learning_rate: 4 }, 5);
  assert.deepEqual(values.loss?.slice(-6), after.losses);
});

test("a variant runs beside the run, with its own networks and the same changes", async () => {
  const page = openAnswered();
  page.explorer.chooseVariant("updated-weights", true);
  await page.explorer.goToIteration(30);
  await page.explorer.edit(learningRate(2));
  await page.explorer.goToIteration(40);
  const state = await once(page, (state) => {
    const there = lossesOf(state, "updated-weights").length === 41;
    return there && state.partings?.frame === state.frame;
  });
  const losses = lossesOf(state, "updated-weights");
  assert.equal(losses[0], state.timeline.losses[0]);
  assert.notEqual(losses[1], state.timeline.losses[1]);
  const { correct, "updated-weights": updated } = state.partings?.values ?? {};
  assert.equal(correct?.loss, state.frame.pass.loss);
  assert.equal(updated?.loss, losses[40]);
  page.explorer.chooseVariant("updated-weights", false);
  await page.explorer.reset();
  assert.deepEqual(lossesOf(page.store.get(), "updated-weights"), [], "of another run nothing is known");
});

test("a sweep is requested once, and again for a different sweep", async () => {
  const page = openAnswered();
  page.explorer.sweep([0.1, 1], 3);
  const first = (await once(page, ({ answers }) => answers.sweep)).answers.sweep;
  assert.deepEqual(first?.rates, [0.1, 1]);
  page.explorer.sweep([0.1, 1], 3);
  assert.equal(page.store.get().sweep?.rates, first?.rates, "it is the same sweep");
  page.explorer.sweep([0.1, 2], 3);
  await once(page, ({ answers }) => answers.sweep !== first);
});
