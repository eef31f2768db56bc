/**
 * Everything that a person can do here. This is the only module that changes the state, and it
 * does so one action after the other: an action starts when the one before it is done.
 */

import { ApiError, isAbort } from "./api.js";
import { frameFrom } from "./frame.js";
import { LAST_PHASE } from "./phases.js";
import { partOf } from "./quantities.js";
import { speedCalled } from "./speeds.js";
import { MOST_ITERATIONS } from "./state.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("./types").Frame} Frame
 * @typedef {import("./types").Experiment} Experiment
 * @typedef {import("./types").State} State
 * @typedef {ReturnType<typeof createExplorer>} Explorer
 */

/** The API takes at most so many steps in one request. */
const MOST_STEPS = 10_000;

/** A run is asked for in about so many requests, so that the screen can follow it. */
const REQUESTS_A_RUN = 40;

/** Frames kept ready, so that stepping back and forth asks the server for nothing. */
const FRAMES_KEPT = 256;

/** How many questions one can go back. */
const ASKED_KEPT = 50;

/**
 * @param {object} parts
 * @param {import("./types").Store<State>} parts.store
 * @param {Timeline} parts.timeline
 * @param {Frame} parts.first  where Reset goes
 * @param {typeof import("./api.js").step} parts.step
 */
export function createExplorer({ store, timeline, first, step }) {
  /** @type {Map<number, Frame>} */
  const frames = new Map();
  let queue = Promise.resolve();
  let cancel = new AbortController();
  let playTimer = 0;

  remember(store.get().frame);
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
        pause();
        // What the server refuses it will refuse again.
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

  /** @param {Frame} frame */
  function remember(frame) {
    frames.delete(frame.iteration);
    frames.set(frame.iteration, frame);
    for (const oldest of frames.keys()) {
      if (frames.size <= FRAMES_KEPT) break;
      frames.delete(oldest);
    }
  }

  /**
   * The experiment nearest before an iteration: kept, or just computed.
   *
   * @param {number} iteration
   */
  function nearest(iteration) {
    const kept = timeline.before(iteration);
    const { next } = store.get().frame;
    return next.iteration > kept.iteration && next.iteration <= iteration ? next : kept;
  }

  /**
   * @param {number} iteration
   * @param {AbortSignal} [signal]
   * @returns {Promise<Frame>}
   */
  async function frameAt(iteration, signal) {
    const ready = frames.get(iteration);
    if (ready) return ready;
    const { changed } = timeline;
    let start = nearest(iteration);
    for (;;) {
      const steps = Math.min(iteration - start.iteration + 1, MOST_STEPS);
      const answer = await step(start, steps, signal);
      if (timeline.changed !== changed) throw new DOMException("outdated", "AbortError");
      const frame = frameFrom(answer);
      timeline.record(start.iteration, answer.losses.slice(0, -1));
      timeline.keep(frame.experiment);
      if (frame.iteration === iteration) {
        remember(frame);
        return frame;
      }
      start = answer.experiment;
    }
  }

  /**
   * @param {Frame} frame
   * @param {Partial<State>} [change]
   */
  function show(frame, change = {}) {
    timeline.record(frame.iteration, [frame.pass.loss]);
    store.set({ frame, known: timeline.known, notice: null, ...change });
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
    show(await frameAt(Math.max(0, iteration)));
    turn(phase);
  }

  async function restart() {
    frames.clear();
    timeline.restart(first.experiment);
    remember(first);
    show(first, { phase: 0, asked: null });
  }

  /**
   * Opens a run that is described by the experiments at which something was changed (the first
   * of them is its start), at a place in it.
   *
   * @param {Experiment[]} changed
   * @param {{iteration?: number, known?: number, phase?: number}} [place]
   */
  async function openRun(changed, { iteration = 0, known = iteration + 1, phase = 0 } = {}) {
    const opened = Timeline.of(changed, known);
    const frame = frameFrom(await step(await experimentAt(opened, iteration), 1));
    frames.clear();
    timeline.become(opened);
    remember(frame);
    show(frame, { phase, asked: null, recalled: 0 });
    await recallLosses(known);
  }

  /**
   * @param {Timeline} run
   * @param {number} iteration
   */
  async function experimentAt(run, iteration) {
    let experiment = run.before(iteration);
    while (experiment.iteration < iteration) {
      const steps = Math.min(iteration - experiment.iteration, MOST_STEPS);
      ({ experiment } = await step(experiment, steps));
    }
    return experiment;
  }

  /** @param {number} known */
  async function recallLosses(known) {
    const { changed } = timeline;
    for (const start of changed) {
      let experiment = start;
      const end = Math.min(timeline.limit(start.iteration), known - 1);
      while (experiment.iteration < end) {
        const answer = await step(experiment, Math.min(end - experiment.iteration, MOST_STEPS));
        // Something was done meanwhile that made another timeline of it.
        if (timeline.changed !== changed) return;
        timeline.record(experiment.iteration, answer.losses);
        experiment = answer.experiment;
        if (experiment.iteration < timeline.limit(start.iteration)) timeline.keep(experiment);
        store.set({ recalled: experiment.iteration });
      }
    }
  }

  async function nextPhase() {
    const { frame, phase } = store.get();
    if (phase < LAST_PHASE) return turn(phase + 1);
    await travel(frame.iteration + 1, 0);
  }

  async function previousPhase() {
    const { frame, phase } = store.get();
    if (phase > 0) return turn(phase - 1);
    if (frame.iteration > 0) await travel(frame.iteration - 1, LAST_PHASE);
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
          show(await frameAt(there, signal));
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

  /**
   * @param {string | null} part
   * @param {string | null} quantity
   */
  function choose(part, quantity) {
    const { selected, asked, askedBefore } = store.get();
    if (selected === part && asked === quantity) return;
    store.set({
      selected: part,
      asked: quantity,
      askedBefore: selected === null ? [] : [...askedBefore.slice(1 - ASKED_KEPT), { selected, asked }],
    });
  }

  /** @param {() => Promise<void>} action */
  function interrupting(action) {
    pause();
    stop();
    return enqueue(action);
  }

  function stop() {
    cancel.abort();
  }

  function pause() {
    clearTimeout(playTimer);
    store.set({ playing: false });
  }

  function play() {
    stop();
    store.set({ playing: true });
    playOn();
  }

  function playOn() {
    const { unit, perSecond } = speedCalled(store.get().speed);
    const timer = setTimeout(async () => {
      await enqueue(unit === "phase" ? nextPhase : () => travel(store.get().frame.iteration + 1));
      if (store.get().playing && playTimer === timer) playOn();
    }, 1000 / perSecond);
    playTimer = timer;
  }

  return {
    nextPhase: () => interrupting(nextPhase),
    previousPhase: () => interrupting(previousPhase),
    nextIteration: () => interrupting(() => travel(store.get().frame.iteration + 1)),
    previousIteration: () => interrupting(() => travel(store.get().frame.iteration - 1)),

    /** @param {number} phase */
    goToPhase: (phase) => interrupting(async () => turn(phase)),

    /** @param {number} iteration */
    goToIteration: (iteration) => interrupting(() => travel(iteration)),

    /**
     * To a number, in the phase that computes it.
     *
     * @param {{iteration?: number, phase: number, quantity: string}} place
     */
    goTo: ({ iteration, phase, quantity }) =>
      interrupting(async () => {
        await travel(iteration ?? store.get().frame.iteration, phase);
        choose(partOf(quantity), quantity);
      }),

    /** Runs as many iterations as are set. Tried again, it goes on to where it was going. */
    run() {
      /** @type {number | undefined} */
      let to;
      const { iterationsToRun } = store.get();
      const stride = Math.min(MOST_STEPS - 1, Math.ceil(iterationsToRun / REQUESTS_A_RUN));
      return interrupting(() => {
        to ??= store.get().frame.iteration + iterationsToRun;
        return runTo(to, stride);
      });
    },
    stop,
    togglePlay: () => (store.get().playing ? pause() : play()),

    reset: () => interrupting(restart),

    /**
     * @param {Experiment[]} changed
     * @param {{iteration?: number, known?: number, phase?: number}} [place]
     */
    open: (changed, place) => interrupting(() => openRun(changed, place)),

    /** @param {number} rate */
    setLearningRate: (rate) =>
      interrupting(async () => {
        const experiment = { ...store.get().frame.experiment, learning_rate: rate };
        const frame = frameFrom(await step(experiment, 1));
        timeline.change(experiment);
        frames.clear();
        remember(frame);
        show(frame);
      }),

    /** @param {number} count */
    setIterationsToRun: (count) =>
      store.set({ iterationsToRun: Math.min(MOST_ITERATIONS, Math.max(1, Math.round(count))) }),

    /** @param {string} speed */
    setSpeed(speed) {
      store.set({ speed });
      if (!store.get().playing) return;
      clearTimeout(playTimer);
      playOn();
    },

    /** @param {import("./types").Scale} scale */
    setScale: (scale) => store.set({ scale }),

    /** @param {string | null} part  of the diagram */
    select: (part) => choose(part, null),

    /** @param {string} quantity */
    ask: (quantity) => choose(partOf(quantity), quantity),

    /** Back to what was asked before. */
    askBefore() {
      const { askedBefore } = store.get();
      const before = askedBefore.at(-1);
      if (before) store.set({ ...before, askedBefore: askedBefore.slice(0, -1) });
    },

    /** @param {string[]} quantities  that are pointed at */
    point(quantities) {
      if (quantities.join() !== store.get().pointed.join()) store.set({ pointed: quantities });
    },

    /** @param {string} lab */
    openLab: (lab) => store.set({ lab }),

    /** @param {string} panel */
    openPanel: (panel) => store.set({ panel }),

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

    /**
     * Keeps what an answer to the question of this step was found to be.
     *
     * @param {string} verdict
     */
    answer(verdict) {
      const { learning } = store.get();
      const { step, answered } = learning;
      const first = verdict === "right" && !answered.includes(step);
      store.set({
        learning: { ...learning, verdict, answered: first ? [...answered, step] : answered },
      });
    },

    /** @param {import("./types").Learning["live"]} live */
    setLive: (live) => store.set({ learning: { ...store.get().learning, live } }),

    /** @param {string} inspectorView */
    chooseView: (inspectorView) => store.set({ inspectorView }),

    /** @param {string} figuresView */
    openFigures: (figuresView) => store.set({ figuresView }),

    /**
     * @param {string} id  of a variant
     * @param {boolean} chosen  whether it is laid over the loss curve
     */
    chooseVariant(id, chosen) {
      const others = store.get().variants.filter((variant) => variant !== id);
      store.set({ variants: chosen ? [...others, id] : others, variantProblem: "" });
    },

    /** @param {import("./types").Notation} notation */
    setNotation: (notation) => store.set({ notation }),

    dismissNotice: () => store.set({ notice: null }),

    /**
     * Computes the losses of iterations that are known but were not kept over a reload.
     *
     * @param {number} known
     * @param {import("./types").Notice} unreadable  to be said if the server refuses what was kept
     */
    async recall(known, unreadable) {
      try {
        await recallLosses(known);
      } catch (error) {
        if (isAbort(error)) return;
        if (isRefusal(error)) {
          await restart();
          store.set({ notice: unreadable });
        } else say(error, () => {
          store.set({ notice: null });
          void this.recall(known, unreadable);
        });
      }
    },
  };
}

/** @param {unknown} error */
function isRefusal(error) {
  return error instanceof ApiError && error.status === 422;
}
