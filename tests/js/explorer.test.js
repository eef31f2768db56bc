/** Everything a person can do. The server can be delayed, can fail, and counts its requests. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createExplorer } from "../../static/js/model/explorer.js";
import * as edits from "../../static/js/model/edits.js";
import { askedQuantity, shownPhase } from "../../static/js/model/state.js";
import { createStore } from "../../static/js/model/store.js";
import { remembered } from "../../static/js/model/moments.js";
import { Timeline } from "../../static/js/model/timeline.js";
import { createPlaying } from "../../static/js/model/travelling.js";
import { ApiError, exercise, layers, phases, reset, step } from "../../static/js/server/api.js";
import { startCore } from "./core.js";
import { freshOf } from "./page.js";

const initial = await startCore();
const fresh = freshOf(initial);
const first = fresh.frame;
const LAST_PHASE = fresh.outline.last;

/** A page whose steps go through `server`, which records and controls them. */
function openPage() {
  const server = {
    /** @type {{from: number, steps: number, rate: number}[]} */
    asked: [],
    /** Called before each answer. @type {(signal?: AbortSignal) => unknown} */
    before: () => undefined,
  };
  const store = createStore(fresh);
  const explorer = createExplorer({
    store,
    first,
    labels: { titles: new Map(initial.presets.map(({ id, title }) => [id, title])), settings: initial },
    reset,
    phases,
    layers,
    exercise,
    async step(experiment, steps, signal) {
      server.asked.push({ from: experiment.iteration, steps, rate: experiment.learning_rate });
      await server.before(signal);
      return step(experiment, steps, signal);
    },
  });
  return { server, store, explorer };
}

/** A gate: requests wait until it opens. */
function gate() {
  let open = () => {};
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => (open = resolve));
  return { open, wait: () => opened };
}

/** Waits until every action that can begin has begun. */
const tick = () => new Promise((resolve) => setTimeout(resolve));

function away() {
  throw new ApiError("The server does not answer. Nothing is lost.", 0);
}

/** @param {import("../../static/js/types").State} state */
function place({ frame, phase, timeline }) {
  return [frame.iteration, phase, timeline.known];
}

/** @param {import("../../static/js/types").State} state */
function labels({ undo }) {
  return [undo.done.map(({ what }) => what), undo.undone.map(({ what }) => what)];
}

/** Runs this many iterations. */
function setToRun(/** @type {ReturnType<typeof openPage>} */ { explorer }, /** @type {number} */ count) {
  explorer.setIterationsToRun(count);
  return explorer.run();
}

test("steps lead through the phases into the next iteration, and back to the same digits", async () => {
  const { store, explorer, server } = openPage();
  for (let phase = 0; phase < LAST_PHASE; phase++) await explorer.nextPhase();
  assert.deepEqual(place(store.get()), [0, LAST_PHASE, 1]);
  await explorer.nextPhase();
  assert.deepEqual(place(store.get()), [1, 0, 2]);
  await explorer.previousPhase();
  assert.deepEqual(place(store.get()), [0, LAST_PHASE, 2]);
  assert.equal(store.get().frame, first);
  assert.equal(server.asked.length, 1, "what was opened once is not asked for again");
});

test("actions wait for the server and run in order", async () => {
  const { store, explorer, server } = openPage();
  const { open, wait } = gate();
  server.before = wait;
  const steps = [explorer.nextIteration(), explorer.nextPhase(), explorer.nextIteration(), explorer.nextPhase()];
  assert.deepEqual(place(store.get()), [0, 0, 1]);
  open();
  await Promise.all(steps);
  assert.deepEqual(place(store.get()), [2, 2, 3]);
});

test("of several places requested in a row, only the last is opened", async () => {
  const { store, explorer, server } = openPage();
  const { open, wait } = gate();
  server.before = wait;
  const begun = explorer.goToIteration(10);
  await tick();
  const steps = [20, 30, 40].map((iteration) => explorer.goToIteration(iteration));
  open();
  await Promise.all([begun, ...steps]);
  assert.equal(store.get().frame.iteration, 40);
  assert.deepEqual(server.asked.map(({ from, steps }) => from + steps - 1), [10, 40]);
});

test("a far iteration is the same by every way to it", async () => {
  const near = openPage();
  for (let i = 0; i < 5; i++) await near.explorer.nextIteration();
  const far = openPage();
  await far.explorer.goToIteration(5);
  assert.deepEqual(far.store.get().frame, near.store.get().frame);
  assert.deepEqual(far.store.get().timeline.losses, near.store.get().timeline.losses);
});

test("a run reaches its end, shows its progress, and can be undone", async () => {
  const page = openPage();
  /** @type {number[]} */
  const seen = [];
  page.store.subscribe(({ progress }) => progress && seen.push(progress.at));
  await setToRun(page, 360);
  const { store, explorer } = page;
  assert.deepEqual(place(store.get()), [360, 0, 361]);
  assert.deepEqual(seen, Array.from({ length: 13 }, (_, i) => i * 30));
  assert.equal(store.get().progress, null);
  assert.deepEqual(labels(store.get()), [["run of 360"], []]);
  await explorer.undo();
  assert.deepEqual(place(store.get()), [0, 0, 1]);
  await explorer.redo();
  assert.deepEqual(place(store.get()), [360, 0, 361]);
});

test("a run whose answers come slowly shows its progress more often, within a hundred requests", async (t) => {
  const page = openPage();
  let now = 0;
  t.mock.method(performance, "now", () => now);
  page.server.before = () => (now += 200);
  await setToRun(page, 1200);
  assert.deepEqual(page.server.asked.slice(1, 4).map(({ steps }) => steps), [50, 25, 13]);
  assert.ok(page.server.asked.length < 100, `${page.server.asked.length} requests`);
  assert.deepEqual(place(page.store.get()), [1200, 0, 1201]);
});

test("Play keeps its rate although each step takes a while, and makes up for nothing", async (t) => {
  let now = 0;
  t.mock.method(performance, "now", () => now);
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { get, set } = createStore({ ...fresh, speed: "iteration-fast" });
  /** @type {number[]} */
  const steps = [];
  let takes = 30;
  const step = () => {
    steps.push(now);
    return /** @type {Promise<void>} */ (new Promise((done) => setTimeout(done, takes)));
  };
  const playing = createPlaying({ model: /** @type {any} */ ({ get, set }), step });
  playing.play();
  while (now < 500) {
    if (now === 160) takes = 120;
    now++;
    t.mock.timers.tick(1);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
  playing.pause();
  assert.deepEqual(steps, [50, 100, 150, 200, 321, 442]);
});

test("Undo forgets the oldest changes when their runs hold too many losses, and says so", () => {
  const { frame } = fresh;
  const undoable = (/** @type {number} */ count, /** @type {number} */ known) => {
    /** @type {import("../../static/js/types").State} */
    let state = fresh;
    for (let i = 0; i < count; i++) {
      const timeline = Timeline.of([frame.experiment], known);
      state = remembered({ ...state, timeline }, `change ${i}`);
    }
    return state.undo;
  };
  assert.deepEqual([undoable(100, 1).done.length, undoable(100, 1).forgotten], [100, false]);
  assert.deepEqual([undoable(101, 1).done.length, undoable(101, 1).forgotten], [100, true]);
  assert.deepEqual([undoable(50, 100_000).done.length, undoable(50, 100_000).forgotten], [40, true]);
  assert.deepEqual(undoable(3, 5_000_000).done.map(({ what }) => what), ["change 2"]);
});

test("Stop ends a run where it is", async () => {
  const page = openPage();
  page.server.before = () => page.server.asked.length === 3 && page.explorer.stop();
  await setToRun(page, 1200);
  assert.deepEqual(place(page.store.get()), [200, 0, 201]);
  assert.deepEqual([page.store.get().progress, page.store.get().problems], [null, {}]);
});

test("another action ends a run, and runs after it", async () => {
  const page = openPage();
  const { open, wait } = gate();
  page.server.before = wait;
  const run = setToRun(page, 1000);
  await tick();
  const next = page.explorer.nextPhase();
  open();
  await Promise.all([run, next]);
  assert.deepEqual(page.store.get().phase, 1);
  assert.ok(page.store.get().frame.iteration < 1000);
});

test("a waiting run that is stopped does not begin", async () => {
  const page = openPage();
  const { open, wait } = gate();
  page.server.before = wait;
  const actions = [page.explorer.nextIteration(), setToRun(page, 1000)];
  page.explorer.stop();
  open();
  await Promise.all(actions);
  assert.deepEqual(place(page.store.get()), [1, 0, 2]);
  assert.deepEqual(labels(page.store.get()), [[], []]);
});

test("a run that fails keeps its iterations, and Retry continues to the same goal", async () => {
  const page = openPage();
  page.server.before = () => page.server.asked.length > 3 && away();
  await setToRun(page, 360);
  assert.deepEqual(place(page.store.get()), [90, 0, 91]);
  assert.match(page.store.get().problems.page?.message ?? "", /^The server does not answer/);
  page.server.before = () => undefined;
  await page.store.get().problems.page?.retry?.();
  assert.deepEqual([place(page.store.get()), page.store.get().problems], [[360, 0, 361], {}]);
  assert.deepEqual(labels(page.store.get()), [["run of 360"], []]);
});

test("one Retry covers all failures, and a second one does nothing", async () => {
  const { explorer, store } = openPage();
  /** @type {string[]} */
  const again = [];
  for (const place of ["page", "explanation"])
    explorer.say(place, { kind: "problem", message: "away", retry: () => again.push(place) });
  explorer.say("slice", { kind: "problem", message: "refused" });
  explorer.retry("page");
  explorer.retry("page");
  assert.deepEqual(again, ["page", "explanation"]);
  assert.deepEqual(Object.keys(store.get().problems), ["slice"]);
});

test("a refusal is shown without a Retry, and changes nothing", async () => {
  const { explorer, store } = openPage();
  const before = store.get();
  await explorer.edit(edits.loss("mse"));
  const { problems, ...after } = store.get();
  assert.deepEqual({ ...after, problems: {} }, before);
  assert.match(problems.page?.message ?? "", /mse/);
  assert.equal(problems.page?.retry, undefined);
});

test("edits of one gesture are undone together, and a busy server skips some of them", async () => {
  const { explorer, store, server } = openPage();
  const { open, wait } = gate();
  server.before = wait;
  const gesture = {};
  const made = [explorer.edit({ ...edits.learningRate(0.6), gesture })];
  await tick();
  for (const rate of [0.7, 0.8, 0.9]) made.push(explorer.edit({ ...edits.learningRate(rate), gesture }));
  open();
  await Promise.all(made);
  await explorer.edit({ ...edits.learningRate(1), gesture });
  assert.deepEqual(server.asked.map(({ rate }) => rate), [0.6, 0.9, 1]);
  assert.deepEqual(labels(store.get()), [["learning rate"], []]);
  await explorer.takeBack(gesture);
  assert.equal(store.get().frame, first);
  await explorer.takeBack(gesture);
  await explorer.edit({ ...edits.learningRate(2), gesture: {} });
  await explorer.takeBack(gesture);
  assert.equal(store.get().frame.experiment.learning_rate, 2, "another gesture is not taken back");
});

test("edits without a gesture are undone one by one, and redone", async () => {
  const { explorer, store } = openPage();
  await explorer.edit(edits.learningRate(1));
  await explorer.edit(edits.trainBiases(true));
  await explorer.edit(edits.weight("w5", 1, 0, 0, 0.7));
  assert.deepEqual(labels(store.get()), [["learning rate", "biases", "w5"], []]);
  const { frame } = store.get();
  for (let i = 0; i < 3; i++) await explorer.undo();
  assert.equal(store.get().frame, first);
  assert.deepEqual(labels(store.get()), [[], ["w5", "biases", "learning rate"]]);
  for (let i = 0; i < 3; i++) await explorer.redo();
  assert.equal(store.get().frame, frame);
  await explorer.undo();
  await explorer.edit(edits.loss("half_squared_error"));
  assert.deepEqual(labels(store.get())[1], [], "what was undone is gone once something else is done");
});

test("in the update phase an edit changes the next iteration's weight, but this iteration's settings", async () => {
  const { explorer, store } = openPage();
  await explorer.goToPhase(LAST_PHASE);
  await explorer.edit(edits.weight("w5", 1, 0, 0, 0.7));
  assert.deepEqual(place(store.get()), [1, 0, 2]);
  assert.equal(store.get().frame.experiment.network.weights[1]?.[0]?.[0], 0.7);
  assert.deepEqual(store.get().frame.experiment.network.weights[0], first.next.network.weights[0]);
  await explorer.goToPhase(LAST_PHASE);
  await explorer.edit(edits.learningRate(2));
  assert.deepEqual(place(store.get()), [1, LAST_PHASE, 2]);
});

test("a run, a travel and an edit show the numbers up to the loss, and a step of a phase takes that back", async () => {
  const page = openPage();
  const { explorer, store } = page;
  const LOSS = fresh.outline.phaseIndex("loss");
  const shows = () => [store.get().phase, shownPhase(store.get())];
  assert.deepEqual(shows(), [0, 0]);
  await setToRun(page, 20);
  assert.deepEqual(shows(), [0, LOSS]);
  explorer.select("o1");
  assert.equal(askedQuantity(store.get()), "a.o1");
  await explorer.nextPhase();
  assert.deepEqual(shows(), [1, 1]);
  for (const act of [
    () => explorer.goToIteration(7),
    explorer.nextIteration,
    explorer.previousIteration,
    () => explorer.edit(edits.learningRate(2)),
    () => explorer.edit(edits.weight("w5", 1, 0, 0, 0.7)),
  ]) {
    await act();
    assert.deepEqual(shows(), [1, LOSS]);
    await explorer.goToPhase(1);
    assert.deepEqual(shows(), [1, 1], "the phase itself takes it back");
  }
  await explorer.goToPhase(LAST_PHASE);
  await explorer.nextIteration();
  assert.deepEqual(shows(), [LAST_PHASE, LAST_PHASE]);
  await explorer.nextPhase();
  assert.deepEqual(shows(), [0, 0], "an iteration that is walked into begins with its input");
  await explorer.edit(edits.learningRate(3));
  await explorer.undo();
  assert.deepEqual(shows(), [0, 0]);
  await explorer.redo();
  assert.deepEqual(shows(), [0, LOSS]);
  await explorer.reset();
  assert.deepEqual(shows(), [0, 0]);
});

test("a change in the middle sets the later iterations aside, and they come back complete", async () => {
  const page = openPage();
  const { explorer, store } = page;
  explorer.keepRuns(true);
  await setToRun(page, 60);
  const { losses } = store.get().timeline;
  await explorer.goToIteration(40);
  await explorer.edit(edits.learningRate(4));
  assert.deepEqual(place(store.get()), [40, 0, 41]);
  assert.deepEqual(store.get().runs.map(({ name }) => name), ["learning rate 0.5"]);
  await explorer.goToIteration(50);
  await explorer.makeCurrent(store.get().runs[0]?.id ?? 0);
  assert.deepEqual(store.get().timeline.losses, losses);
  await explorer.goToIteration(39);
  const { frame } = store.get();
  await explorer.undo();
  assert.deepEqual(place(store.get()), [50, 0, 51]);
  await explorer.goToIteration(39);
  assert.deepEqual(store.get().frame, frame, "before the change both are the same run");
});

test("a run is set aside only if the reader keeps runs", async () => {
  const page = openPage();
  const { explorer, store } = page;
  await setToRun(page, 20);
  await explorer.goToIteration(10);
  await explorer.edit(edits.learningRate(4));
  await explorer.reset();
  await explorer.openPreset("xor", 3);
  assert.deepEqual(store.get().runs, []);
  await explorer.undo();
  await explorer.undo();
  explorer.keepRuns(true);
  await explorer.openPreset("xor", 3);
  assert.deepEqual(store.get().runs.map(({ moment }) => moment.timeline.known), [11]);
});

test("naming and removing a run set aside can be undone, but not hiding its curve", async () => {
  const page = openPage();
  const { explorer, store } = page;
  explorer.keepRuns(true);
  await setToRun(page, 20);
  await explorer.openPreset("xor", 3);
  const [run] = store.get().runs;
  assert.ok(run);
  explorer.changeRun(run.id, { hidden: true });
  explorer.changeRun(run.id, { name: "mine" });
  explorer.removeRun(run.id);
  assert.deepEqual(store.get().runs, []);
  await explorer.undo();
  assert.deepEqual(store.get().runs.map(({ name, hidden }) => [name, hidden]), [["mine", true]]);
  await explorer.undo();
  assert.equal(store.get().runs[0]?.name, run.name);
});

test("Reset returns to the start, and the run is set aside once something differs", async () => {
  const page = openPage();
  const { explorer, store } = page;
  explorer.keepRuns(true);
  await setToRun(page, 20);
  await explorer.reset();
  assert.deepEqual([place(store.get()), store.get().runs], [[0, 0, 1], []]);
  await explorer.edit(edits.learningRate(2));
  assert.deepEqual(store.get().runs.map(({ moment }) => moment.timeline.known), [21]);
});

/** A run of 30,000 iterations, seen at iteration 25,000. */
const LONG = {
  changed: [first.experiment],
  place: { known: 30_001, iteration: 25_000, phase: 4 },
};

test("opening a long run shows its progress, and computes its losses in the background", async () => {
  const { explorer, store } = openPage();
  /** @type {Set<string>} */
  const seen = new Set();
  store.subscribe(({ progress, recalling }) => {
    if (progress) seen.add(`opening ${progress.at} of ${progress.to}`);
    if (recalling) seen.add("losses");
  });
  await explorer.open(LONG.changed, LONG.place);
  assert.deepEqual(place(store.get()), [25_000, 4, 30_001]);
  assert.ok(seen.has("opening 12499 of 25000"), [...seen].join());
  await explorer.recall();
  assert.equal(store.get().timeline.firstHole(), -1);
  assert.deepEqual([store.get().progress, store.get().recalling, store.get().problems], [null, null, {}]);
  assert.ok(seen.has("losses"));
  const run = openPage();
  await setToRun(run, 30_000);
  assert.deepEqual(store.get().timeline.losses, run.store.get().timeline.losses);
});

test("a stopped opening changes nothing, and says so", async () => {
  const { explorer, store, server } = openPage();
  server.before = () => server.asked.length === 4 && explorer.stop();
  await explorer.open(LONG.changed, LONG.place);
  assert.deepEqual(place(store.get()), [0, 0, 1]);
  assert.equal(store.get().progress, null);
  assert.equal(store.get().problems.page?.message, "The opening was stopped. Nothing has changed.");
  assert.deepEqual(labels(store.get()), [[], []]);
});

test("computing losses in the background can be stopped, and Retry continues it", async () => {
  const { explorer, store, server } = openPage();
  await explorer.open(LONG.changed, { known: 30_001 });
  const from = server.asked.length;
  server.before = () => server.asked.length === from + 3 && explorer.stop();
  await explorer.recall();
  const hole = store.get().timeline.firstHole();
  assert.ok(hole > 0 && hole < 30_000, String(hole));
  assert.match(store.get().problems.page?.message ?? "", /^Stopped: the losses from iteration [\d,]+ on are not computed\./);
  server.before = () => undefined;
  await store.get().problems.page?.retry?.();
  assert.equal(store.get().timeline.firstHole(), -1);
});

test("actions during the computing of losses take effect", async () => {
  const { explorer, store } = openPage();
  await explorer.open(LONG.changed, { known: 30_001 });
  const recalled = explorer.recall();
  await explorer.nextIteration();
  await explorer.edit(edits.learningRate(2));
  await recalled;
  assert.deepEqual(place(store.get()), [1, 0, 2]);
  assert.equal(store.get().recalling, null);
});

test("the next action waits for an opening to end", async () => {
  const { explorer, store } = openPage();
  const opened = explorer.open([first.experiment], { iteration: 30, phase: 2 });
  await explorer.nextPhase();
  await opened;
  assert.deepEqual(place(store.get()), [30, 3, 31]);
});

test("an opening restores its view", async () => {
  const { explorer, store } = openPage();
  await explorer.open([first.experiment], { panel: "learn", step: "recursion", selected: "h1", lab: "slice" });
  const { panel, learning, selected, lab } = store.get();
  assert.deepEqual([panel, learning.step, selected, lab], ["learn", "recursion", "h1", "slice"]);
});

test("another phase, or the same once more, leaves the selected number", async () => {
  const { explorer, store } = openPage();
  const selected = () => store.get().selected;
  for (const leave of [
    () => explorer.nextPhase(),
    () => explorer.previousPhase(),
    () => explorer.goToPhase(0),
    () => explorer.unselect(),
  ]) {
    explorer.select("w5");
    assert.equal(selected(), "w5");
    await leave();
    assert.equal(selected(), null);
  }
  explorer.select("w5");
  await explorer.nextIteration();
  assert.equal(selected(), "w5", "the same number one iteration later");
});

test("a selected part is explained, unless the open panel chooses by it", async () => {
  const { explorer, store } = openPage();
  const expected = { experiment: "explain", figures: "explain", lab: "lab", check: "check", learn: "learn" };
  for (const [panel, then] of Object.entries(expected)) {
    explorer.openPanel(panel);
    explorer.select("w5");
    assert.equal(store.get().panel, then);
    await explorer.nextPhase();
    assert.equal(store.get().selected, panel === then ? "w5" : null);
    explorer.unselect();
  }
  explorer.openPanel("figures");
  await explorer.goTo({ phase: "delta-hidden", quantity: "delta.h1" });
  const { panel, selected } = store.get();
  assert.deepEqual([panel, selected], ["figures", "h1"], "a figure leads to its number beside the table");
});

test("Back returns to the question before, and the slice stays at the last parameter", () => {
  const { explorer, store } = openPage();
  explorer.ask("delta.h1");
  explorer.select("w5");
  explorer.askBefore();
  assert.deepEqual([store.get().selected, store.get().asked], ["h1", "delta.h1"]);
  assert.equal(store.get().labs.slice.parameter, "w5");
});

test("a network of one's own begins a run that is no example's, and undo leads back", async () => {
  const { store, explorer } = openPage();
  const own = { ...first.experiment, network: { weights: [[[1, 2]]], biases: [[3]], activations: ["sigmoid"] },
    examples: { inputs: [[0, 1]], targets: [[1]] } };
  await explorer.nextIteration();
  await explorer.beginOwn(own, "pasting a network");
  const state = store.get();
  assert.deepEqual([state.preset, state.seed, state.originEdited], ["", -1, false]);
  assert.deepEqual([state.frame.experiment, state.outline.sizes], [own, [2, 1]]);
  assert.deepEqual(labels(state), [["pasting a network"], []]);
  await explorer.undo();
  assert.deepEqual([store.get().preset, store.get().frame.iteration], ["mazur", 1]);
});

test("an exercise opens with its experiment and its figures, and undo leads back", async () => {
  const { store, explorer } = openPage();
  await explorer.nextIteration();
  const before = store.get().frame;
  await explorer.openExercise("han-3-2-1");
  const { exercise: opened, frame, preset, outline } = store.get();
  assert.equal(opened?.exercise.id, "han-3-2-1");
  assert.equal(opened?.figures.length, opened?.exercise.figures);
  assert.deepEqual(frame.experiment, opened?.experiment);
  assert.deepEqual([frame.iteration, preset, outline.inputs.length], [0, "", 3]);
  await explorer.undo();
  assert.equal(store.get().frame, before);
  await explorer.redo();
  explorer.closeExercise();
  assert.equal(store.get().exercise, null);
  assert.equal(store.get().frame, frame);
});
