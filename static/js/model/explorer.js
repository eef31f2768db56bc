/**
 * Everything that a person can do here to the run: step, travel, change, undo. It happens one
 * action after the other: an action starts when the one before it is done.
 */

import { isAbort, isRefusal } from "../server/api.js";
import { createChoices } from "./choices.js";
import { differences } from "./differences.js";
import * as edits from "./edits.js";
import { grouped } from "../text/format.js";
import { frameFrom } from "./frame.js";
import { createFrames } from "./frames.js";
import { KeptRuns, longest } from "./kept-runs.js";
import { createPlaying } from "./playing.js";
import { limits } from "./limits.js";
import { MEAN } from "./state.js";
import { Timeline } from "./timeline.js";
import { Undo } from "./undo.js";

/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Moment} Moment
 * @typedef {ReturnType<typeof createExplorer>} Explorer
 *
 * @typedef {object} Opening  where in a run to go, and how to look at it
 * @property {number} [iteration]
 * @property {number} [known]  iterations
 * @property {number} [phase]
 * @property {string} [preset]
 * @property {number} [seed]
 * @property {number} [example]
 * @property {string} [selected]
 * @property {import("../types").Notation} [notation]
 * @property {import("../types").Notice} [unreadable]  if the server refuses the run, is said while
 *     the example takes its place; without it the refusal is said, and nothing changes
 */

/** A run is asked for in about so many requests, so that the screen can follow it. */
const REQUESTS_A_RUN = 40;

/**
 * @param {object} parts
 * @param {import("../types").Store<State>} parts.store
 * @param {Timeline} parts.timeline
 * @param {Frame} parts.first  of the worked example
 * @param {Map<string, string>} parts.titles  of the presets
 * @param {import("../types").Settings} parts.settings
 * @param {typeof import("../server/api.js").step} parts.step
 * @param {typeof import("../server/api.js").reset} parts.reset
 */
export function createExplorer({ store, timeline, first, titles, settings, step, reset }) {
  const frames = createFrames({ timeline, step, current: () => store.get().frame });
  let queue = Promise.resolve();
  let cancel = new AbortController();
  /** @type {Undo<Moment>} */
  const undo = new Undo();
  const kept = new KeptRuns(titles, settings);
  const playing = createPlaying({
    store,
    step: (unit) => enqueue(unit === "phase" ? nextPhase : nextIteration),
  });
  const choices = createChoices(store);
  /** Asked for but not begun. @type {{edit: edits.Edit} | null} */
  let nextEdit = null;
  let wantedIteration = 0;
  /** Whether the change that others may continue has been made, so that Undo knows it. */
  let changeKept = false;

  frames.remember(store.get().frame);
  timeline.record(store.get().frame.iteration, [store.get().frame.pass.loss]);

  /**
   * Does something after everything asked for before. What fails is said in a sentence, and can
   * be tried again: no action changes the state before it has all it needs.
   *
   * @param {() => Promise<void>} action
   */
  function enqueue(action) {
    queue = queue.then(async () => {
      try {
        await action();
      } catch (error) {
        if (isAbort(error)) return;
        playing.pause();
        say(error, isRefusal(error) ? undefined : () => void enqueue(action));
      }
    });
    return queue;
  }

  /**
   * @param {unknown} error
   * @param {() => void} [retry]
   */
  function say(error, retry) {
    const message = error instanceof Error ? error.message : String(error);
    store.set({ notice: { kind: "problem", message, ...(retry && { retry }) } });
  }

  /**
   * @param {Frame} frame
   * @param {Partial<State>} [change]
   */
  function show(frame, change = {}) {
    timeline.record(frame.iteration, [frame.pass.loss]);
    const { example } = store.get();
    const examples = frame.experiment.examples.inputs.length;
    const there = example === MEAN ? examples > 1 : example < examples;
    store.set({
      frame,
      known: timeline.known,
      notice: null,
      ...(!there && { example: 0 }),
      ...change,
    });
  }

  /**
   * To another phase, in which another number of what is selected is the one to ask for.
   *
   * @param {number} phase
   */
  function turn(phase) {
    if (phase === store.get().phase) return;
    store.set({ phase, asked: null, notice: null });
  }

  /**
   * @param {number} iteration
   * @param {number} [phase]
   */
  async function travel(iteration, phase = store.get().phase) {
    show(await frames.at(Math.max(0, iteration)));
    turn(phase);
  }

  /** @returns {Moment} */
  function now() {
    const { frame, phase, origin, preset, seed, runs, left } = store.get();
    return { run: timeline.snapshot(), frame, phase, origin, preset, seed, runs, left };
  }

  /**
   * Another run, or another place in this one, takes the place of what is on screen.
   *
   * @param {Moment} moment
   */
  function become({ run, frame, ...place }) {
    timeline.become(run);
    frames.begin(frame);
    show(frame, { ...place, asked: null });
  }

  /** @param {string} what  is about to be done, in words */
  function keepForUndo(what) {
    undo.remember(now(), what);
    store.set(undo.labels);
    changeKept = false;
  }

  /**
   * Puts a run in the place of the one on screen.
   *
   * @param {Moment} moment
   * @param {string} what
   */
  function replaceBy(moment, what) {
    const before = longest(now());
    const name = kept.nameBeside(before, moment, store.get().outline);
    const runs = kept.with(moment.runs, before, name);
    // Nothing tells it from the other one yet, but perhaps the next change does.
    const left = name === "" && before.run.known > 1 ? { ...before, left: null } : null;
    keepForUndo(what);
    become({ ...moment, runs, left });
  }

  /**
   * The beginning of an experiment.
   *
   * @param {Frame} origin
   * @param {string} preset
   * @param {number} seed
   * @returns {Moment}
   */
  function beginning(origin, preset, seed) {
    const run = Timeline.of([origin.experiment], 1).snapshot();
    const { runs, left } = store.get();
    return { run, frame: origin, phase: 0, origin, preset, seed, runs, left };
  }

  /**
   * Changes the experiment from this iteration on. In the update phase the parameters on screen
   * are already those of the next one, so there it is the next one's that change.
   *
   * @param {edits.Edit} edit
   * @param {string} what
   * @param {boolean} continues  the change before, as a drag does
   */
  async function change(edit, what, continues) {
    if (!continues) changeKept = false;
    const { frame, phase, outline } = store.get();
    const updated = phase === outline.last && edits.setsParameters(edit, frame.next);
    const before = updated ? frame.next : frame.experiment;
    const experiment = edit(before);
    const changed = frameFrom(await step(experiment, 1));
    let { runs, left } = store.get();
    if (!changeKept) {
      const run = longest(now());
      const name = differences(before, experiment, { settings, outline });
      if (run.run.known - 1 > before.iteration) runs = kept.with(runs, run, name);
      if (name !== "") left = null;
      keepForUndo(what);
      changeKept = true;
    }
    timeline.change(experiment);
    frames.begin(changed);
    show(changed, { phase: updated ? 0 : phase, runs, left });
  }

  /**
   * Opens a run that is described by the experiments at which something was changed (the first
   * of them is its start), at a place in it.
   *
   * @param {Experiment[]} changed
   * @param {Opening} [opening]
   */
  async function openRun(changed, { iteration = 0, known = iteration + 1, phase = 0, ...looks } = {}) {
    const opened = Timeline.of(changed, known);
    const [origin] = await Promise.all(changed.map(async (e) => frameFrom(await step(e, 1))));
    const frame = frameFrom(await step(await frames.experimentAt(opened, iteration), 1));
    const { runs, left } = store.get();
    const preset = titles.has(looks.preset ?? "") ? (looks.preset ?? "") : "";
    const place = { frame, phase, origin: /** @type {Frame} */ (origin), preset, seed: looks.seed ?? -1 };
    replaceBy({ run: opened.snapshot(), ...place, runs, left }, "opening");
    const { notation, example, selected, outline } = { ...store.get(), ...looks };
    store.set({ notation, example, selected: outline.has(selected ?? "") ? selected : null });
    void recall(known, looks.unreadable);
  }

  /**
   * The worked example in place of what cannot be opened.
   *
   * @param {import("../types").Notice} why
   */
  function openExample(why) {
    replaceBy(beginning(first, "mazur", -1), "opening");
    store.set({ notice: why });
  }

  /**
   * Computes the losses of iterations that are known but were not kept.
   *
   * @param {number} known
   * @param {import("../types").Notice} [unreadable]  is said if the server refuses what was kept
   */
  async function recall(known, unreadable) {
    try {
      await frames.recall(known, (recalled) => store.set({ recalled }));
    } catch (error) {
      if (isAbort(error)) return;
      if (unreadable && isRefusal(error)) {
        become(beginning(first, "mazur", -1));
        store.set({ notice: unreadable });
        return;
      }
      say(error, () => {
        store.set({ notice: null });
        void recall(known, unreadable);
      });
    }
  }

  async function takeBack() {
    const before = undo.back(now());
    if (before) become(before);
    changeKept = false;
    store.set(undo.labels);
  }

  async function nextPhase() {
    const { frame, phase, outline } = store.get();
    if (phase < outline.last) return turn(phase + 1);
    await travel(frame.iteration + 1, 0);
  }

  const nextIteration = () => travel(store.get().frame.iteration + 1);

  async function previousPhase() {
    const { frame, phase, outline } = store.get();
    if (phase > 0) return turn(phase - 1);
    if (frame.iteration > 0) await travel(frame.iteration - 1, outline.last);
  }

  /**
   * @param {number} to
   * @param {number} stride  iterations a request
   */
  async function runTo(to, stride) {
    cancel = new AbortController();
    const { signal } = cancel;
    store.set({ run: { from: store.get().frame.iteration, to }, notice: null });
    try {
      for (let here = store.get().frame.iteration; here < to && !signal.aborted; ) {
        const there = Math.min(here + stride, to, timeline.limit(here));
        try {
          show(await frames.at(there, signal));
          here = there;
        } catch (error) {
          // Somewhere in this stride the numbers leave the finite range: go as far as they do not.
          if (!isRefusal(error) || there === here + 1) throw error;
          stride = Math.max(1, (there - here) >> 1);
        }
      }
    } finally {
      store.set({ run: null });
    }
  }

  /** @param {() => Promise<void>} action */
  function interrupting(action) {
    playing.pause();
    stop();
    return enqueue(action);
  }

  function stop() {
    cancel.abort();
  }

  return {
    ...choices,

    nextPhase: () => interrupting(nextPhase),
    previousPhase: () => interrupting(previousPhase),
    nextIteration: () => interrupting(nextIteration),
    previousIteration: () => interrupting(() => travel(store.get().frame.iteration - 1)),

    /** @param {number} phase */
    goToPhase: (phase) => interrupting(async () => turn(phase)),

    /**
     * Of several places asked for while the server is busy (a slider), only the last is gone to.
     *
     * @param {number} iteration
     */
    goToIteration(iteration) {
      wantedIteration = iteration;
      return interrupting(async () => {
        if (wantedIteration === iteration) await travel(iteration);
      });
    },

    /**
     * To a number, in the phase that computes it.
     *
     * @param {{iteration?: number, phase: string, quantity: string}} place
     */
    goTo: ({ iteration, phase, quantity }) =>
      interrupting(async () => {
        const { frame, outline } = store.get();
        await travel(iteration ?? frame.iteration, outline.phaseIndex(phase));
        choices.ask(quantity);
      }),

    /** Runs as many iterations as are set. Tried again, it goes on to where it was going. */
    run() {
      /** @type {number | undefined} */
      let to;
      const { iterationsToRun } = store.get();
      const stride = Math.min(limits.steps - 1, Math.ceil(iterationsToRun / REQUESTS_A_RUN));
      return interrupting(() => {
        if (to === undefined) {
          keepForUndo(`run of ${grouped(iterationsToRun)}`);
          to = store.get().frame.iteration + iterationsToRun;
        }
        return runTo(to, stride);
      });
    },
    stop,
    togglePlay() {
      if (store.get().playing) return playing.pause();
      stop();
      playing.play();
    },

    /** Back to where the experiment began. */
    reset: () =>
      interrupting(async () => {
        const { origin, preset, seed } = store.get();
        const start = beginning(origin, preset, seed);
        if (timeline.known > 1 || timeline.changed[0] !== origin.experiment) replaceBy(start, "reset");
        else become(start);
      }),

    /**
     * @param {string} preset
     * @param {number} seed  or -1
     */
    openPreset: (preset, seed) =>
      interrupting(async () => {
        const { experiment } = await reset(preset, seed);
        replaceBy(beginning(frameFrom(await step(experiment, 1)), preset, seed), "another example");
      }),

    /**
     * @param {Experiment[]} changed
     * @param {Opening} [opening]
     */
    open: (changed, opening) =>
      interrupting(async () => {
        try {
          await openRun(changed, opening);
        } catch (error) {
          if (!opening?.unreadable || !isRefusal(error)) throw error;
          openExample(opening.unreadable);
        }
      }),

    /** @param {import("../types").Notice} why */
    openExample: (why) => interrupting(async () => openExample(why)),

    /**
     * Changes the experiment. Of changes that continue one another (a drag), those that the server
     * has no time for are passed over, and all are undone together.
     *
     * @param {edits.Edit} edit
     * @param {string} what  is changed, in words
     * @param {boolean} [continues]
     */
    edit(edit, what, continues = false) {
      if (continues && nextEdit) {
        nextEdit.edit = edit;
        return queue;
      }
      const mine = { edit };
      nextEdit = mine;
      return interrupting(async () => {
        if (nextEdit === mine) nextEdit = null;
        await change(mine.edit, what, continues);
      });
    },

    /** @param {number} rate */
    setLearningRate: (rate) =>
      interrupting(() => change(edits.learningRate(rate), "learning rate", false)),

    undo: () => interrupting(takeBack),

    /** Takes back the changes that continue one another, if any was made. */
    takeBack: () =>
      interrupting(async () => {
        if (changeKept) await takeBack();
      }),

    redo: () =>
      interrupting(async () => {
        const after = undo.forward(now());
        if (after) become(after);
        store.set(undo.labels);
      }),

    /**
     * A run that was set aside changes places with the one on screen.
     *
     * @param {number} id
     */
    makeCurrent: (id) =>
      interrupting(async () => {
        const { runs } = store.get();
        const chosen = runs.find((run) => run.id === id);
        if (!chosen) return;
        const others = runs.filter((run) => run !== chosen);
        replaceBy({ ...chosen.moment, runs: others }, `${chosen.name} made current`);
      }),

    /**
     * @param {number} id
     * @param {{name?: string, hidden?: boolean}} change
     */
    changeRun(id, change) {
      if (change.name !== undefined) keepForUndo("renaming a run");
      const { runs } = store.get();
      store.set({ runs: runs.map((run) => (run.id === id ? { ...run, ...change } : run)) });
    },

    /** @param {number} id */
    removeRun(id) {
      keepForUndo("removing a run");
      store.set({ runs: store.get().runs.filter((run) => run.id !== id) });
    },

    /** @param {number} count */
    setIterationsToRun: (count) =>
      store.set({ iterationsToRun: Math.min(limits.iterations, Math.max(1, Math.round(count))) }),

    setSpeed: playing.setSpeed,

    /**
     * Opens a step of the derivation: the diagram goes to its phase and lights what is in play.
     *
     * @param {string} step
     * @param {{phase: number, parts: string[]}} spotlight
     */
    learn(step, spotlight) {
      store.set({
        panel: "learn",
        learning: { ...store.get().learning, step, spotlight, verdict: null },
      });
      return interrupting(async () => turn(spotlight.phase));
    },

    recall,
  };
}
