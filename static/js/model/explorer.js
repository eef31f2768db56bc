/**
 * Everything a person can do, as actions on the model. Only these actions write the state. Those that
 * need the server run one after the other, in a queue.
 */

import { isAbort, isRefusal, sheet } from "../server/api.js";
import { begin, change } from "./edits.js";
import { askCheck, checked } from "./checking.js";
import { createFrames, frameFrom } from "./frames.js";
import { changeLayers } from "./layering.js";
import { madeCurrent, replaced, runChanged, runRemoved } from "./kept-runs.js";
import * as choices from "./choices.js";
import { actionsOf } from "./store.js";
import { become, beginning, continues, redone, undone } from "./moments.js";
import { createRecalling, openBeginning, openRun } from "./opening.js";
import { outlineFor } from "./outline.js";
import { createPlaying, goOn, nextPhase, previousPhase, runOf, travel, turn } from "./travelling.js";
import { problemOf, retried, said, sentenceOf, solved } from "./problems.js";
import { choosesParts } from "./state.js";
import { createQueue } from "./queue.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").Problem} Problem
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {ReturnType<typeof createExplorer>} Explorer
 */

/** Kinds of actions, see `createQueue`. */
const RUN = "run";
const TRAVEL = "travel";

/** @type {Problem} */
const ELSEWHERE = { kind: "note", message: "The network on screen has other layers, so it has no such number." };

/** @type {Problem} */
const STOPPED = { kind: "note", message: "The opening was stopped. Nothing has changed." };

/**
 * @param {object} parts
 * @param {import("../types").Store<State>} parts.store
 * @param {Frame} parts.first  of the worked example
 * @param {import("./store.js").Labels} parts.labels
 * @param {typeof import("../server/api.js").step} parts.step
 * @param {typeof import("../server/api.js").reset} parts.reset
 * @param {typeof import("../server/api.js").phases} parts.phases
 * @param {typeof import("../server/api.js").layers} parts.layers
 * @param {typeof import("../server/api.js").exercise} parts.exercise
 */
export function createExplorer({ store, first, labels, step, reset, phases, layers, exercise }) {
  const { get, set } = store;
  /** @type {import("./store.js").Model} */
  const model = { get, set, frames: createFrames(step), step, reset, phases, layers, labels };
  const queue = createQueue((error, retry) => {
    playing.pause();
    say("page", problemOf(error, retry));
  });
  const playing = createPlaying({
    model,
    step: (unit) => queue.add(() => (unit === "phase" ? nextPhase(model) : goOn(model, 1))),
  });

  const { frame, timeline } = get();
  set({ timeline: timeline.learning([{ from: frame.iteration, losses: [frame.pass.loss] }]) });

  /**
   * @param {string} place  of the page
   * @param {Problem} problem
   */
  function say(place, problem) {
    set(said(get(), place, problem));
  }

  /**
   * Stops whatever runs or plays, then does this.
   *
   * @param {import("./queue.js").Action} action
   * @param {unknown} [kind]  of several of one kind that wait, only the last is done
   */
  function interrupting(action, kind) {
    playing.pause();
    queue.stop(RUN);
    return queue.add(action, kind);
  }

  /**
   * Takes a step, after which the page needs no introduction.
   *
   * @param {import("./queue.js").Action} action
   * @param {unknown} [kind]
   */
  function stepping(action, kind) {
    set({ introduction: false });
    return interrupting(action, kind);
  }

  /** @param {(state: State) => Partial<State>} changed */
  const becoming = (changed) => interrupting(() => set(changed(get())));

  const { recall, stop: stopRecalling } = createRecalling({
    model,
    say: (problem) => say("page", problem),
    refused: (unreadable) =>
      queue.add(async () => {
        const outline = await outlineFor(model, first.experiment);
        set(become(get(), beginning(get(), { outline }, first, "mazur", -1)));
        say("page", unreadable);
      }),
  });

  /** @param {{iteration?: number, phase: string, quantity: string}} place */
  function goTo({ iteration, phase, quantity }) {
    return interrupting(async () => {
      const { frame, outline } = get();
      const there = outline.phaseIndex(phase);
      if (there < 0 || !outline.has(outline.partOf(quantity))) return say("page", ELSEWHERE);
      await travel(model, iteration ?? frame.iteration, there);
      const { panel } = get();
      set({ ...choices.ask(get(), quantity), panel });
    });
  }

  /**
   * Checks a number that was calculated by hand.
   *
   * @param {string} quantity
   * @param {string} text  as typed
   * @param {number | undefined} value
   */
  async function check(quantity, text, value) {
    const state = get();
    const again = () => check(quantity, text, value);
    try {
      const found = await askCheck(state, { quantity, text, value });
      set(checked(get(), quantity, found));
    } catch (error) {
      say("check", problemOf(error, again));
    }
  }

  return {
    ...actionsOf(model, choices),

    nextPhase: () => stepping(() => nextPhase(model)),
    previousPhase: () => stepping(() => previousPhase(model)),
    nextIteration: () => stepping(() => goOn(model, 1)),
    previousIteration: () => stepping(() => goOn(model, -1)),

    /**
     * Goes to a phase; from a selected number back to it.
     *
     * @param {number} phase
     */
    goToPhase: (phase) =>
      stepping(() => {
        turn(model, phase);
        if (!choosesParts(get())) set(choices.unselect(get()));
      }),

    /**
     * If several iterations are requested while the server is busy (a slider), only the last is opened.
     *
     * @param {number} iteration
     */
    goToIteration: (iteration) => stepping(() => travel(model, iteration), TRAVEL),

    /** Goes to a number, in the phase that computes it. */
    goTo,

    /**
     * Goes to the place of a mistake, and explains the number there.
     *
     * @param {import("../types").Place} place
     */
    async showPlace({ phase, quantity }) {
      await goTo({ phase, quantity });
      set({ panel: "explain" });
    },

    check,

    run: () => stepping(runOf(model), RUN),

    stop() {
      queue.stop();
      stopRecalling();
    },

    togglePlay() {
      if (get().playing) return playing.pause();
      queue.stop(RUN);
      set({ introduction: false });
      playing.play();
    },

    setSpeed: playing.setSpeed,

    /** Goes back to the start of the experiment. */
    reset: () =>
      becoming((state) => {
        const { origin, preset, seed, originEdited, timeline } = state;
        const start = beginning(state, state, origin, preset, seed, originEdited);
        const there = timeline.known === 1 && timeline.start === origin.experiment;
        return there ? become(state, start) : replaced(state, start, "reset", labels);
      }),

    /**
     * @param {string} preset
     * @param {number} seed  or -1
     * @param {Partial<import("./look.js").Look>} [look]  that comes with it
     */
    openPreset: (preset, seed, look) =>
      stepping(async () => {
        const { experiment } = await reset(preset, seed);
        await openBeginning(model, frameFrom(await step(experiment, 1)), preset, seed, "another example", look);
      }),

    /**
     * Opens the experiment of a printed exercise, and its figures.
     *
     * @param {string} id
     */
    openExercise: (id) =>
      stepping(async (signal) => {
        const found = await exercise(id, signal);
        await begin(model, found.experiment, "an exercise", true);
        set({ exercise: found });
      }),

    /**
     * @param {readonly Experiment[]} changed  see `openRun`
     * @param {import("./opening.js").Opening} [opening]
     * @param {Problem} [unreadable]  shown if the server refuses the run; then the example takes its place.
     *     Without it the page shows the refusal, and nothing changes.
     */
    open: (changed, opening = {}, unreadable = undefined) =>
      interrupting(async (signal) => {
        try {
          await openRun(model, changed, opening, signal);
          void recall(unreadable);
        } catch (error) {
          if (isAbort(error)) return say("page", STOPPED);
          if (!unreadable || !isRefusal(error)) throw error;
          await openBeginning(model, first, "mazur", -1, "opening");
          say("page", unreadable);
        }
      }),

    /**
     * Opens a printed sheet: its experiment, and in the panel Check the numbers that it asks for.
     *
     * @param {string} code
     */
    openSheet: (code) =>
      stepping(async (signal) => {
        try {
          const opened = await sheet(code);
          await openRun(model, [opened.experiment], { panel: "check" }, signal);
          set({ sheet: { ...opened, right: [] } });
        } catch (error) {
          if (!isRefusal(error)) throw error;
          say("page", { kind: "problem", message: `This sheet cannot be opened. ${sentenceOf(error)}` });
        }
      }),

    /**
     * Opens the worked example in place of a run that cannot be opened.
     *
     * @param {Problem} why
     */
    openExample: (why) =>
      interrupting(async () => {
        await openBeginning(model, first, "mazur", -1, "opening");
        say("page", why);
      }),

    /**
     * Changes the experiment. While the server is busy, only the newest edit of a gesture waits.
     *
     * @param {import("./edits.js").Edit} edit
     */
    edit: (edit) => interrupting(() => change(model, edit), edit.gesture),

    /**
     * Gives the network other layers, or draws all its numbers anew.
     *
     * @param {import("./layering.js").Change} asked
     */
    async changeLayers(asked) {
      /** @type {import("./layering.js").Begun | null} */
      let begun = null;
      await interrupting(async () => {
        begun = await changeLayers(model, asked);
      });
      return /** @type {import("./layering.js").Begun | null} */ (begun);
    },

    /**
     * Begins a run of an experiment that is no example's.
     *
     * @param {Experiment} experiment
     * @param {string} what  is done, in words
     */
    beginOwn: (experiment, what) => interrupting(() => begin(model, experiment, what, true)),

    undo: () => becoming(undone),
    redo: () => becoming(redone),

    /**
     * Takes back the changes of a gesture, if there are any.
     *
     * @param {object} gesture
     */
    takeBack: (gesture) => becoming((state) => (continues(state, gesture) ? undone(state) : {})),

    /** @param {number} id  of a run set aside */
    makeCurrent: (id) => becoming((state) => madeCurrent(state, id, labels)),

    /**
     * @param {number} id
     * @param {{name?: string, hidden?: boolean}} changed
     */
    changeRun: (id, changed) => set(runChanged(get(), id, changed)),

    /** @param {number} id */
    removeRun: (id) => set(runRemoved(get(), id)),

    /**
     * Opens a step of the derivation: the diagram goes to its phase and lights its parts, if it has them.
     *
     * @param {string} step
     * @param {{phase: number, parts: string[]} | null} spotlight
     */
    async learn(step, spotlight) {
      set({ panel: "learn", learning: { ...get().learning, step, spotlight, verdict: null } });
      if (spotlight) await interrupting(() => turn(model, spotlight.phase));
    },

    /** Computes the missing losses in the background. */
    recall,

    /**
     * Keeps an answer of the server.
     *
     * @param {Partial<State>} answered
     * @param {string} place  where a failure would be shown
     */
    answered: (answered, place) => set({ ...answered, ...solved(get(), place) }),

    say,

    /** @param {string} place */
    dismiss: (place) => set(solved(get(), place)),

    /**
     * Retries this failure and all others: the server may have been away.
     *
     * @param {string} place
     */
    retry(place) {
      const { problems } = get();
      const places = retried(get(), place);
      // Forgotten first, so a second click does not retry twice.
      set(solved(get(), ...places));
      for (const at of places) problems[at]?.retry?.();
    },
  };
}
