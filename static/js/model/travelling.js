/** Moves to another phase or iteration: by steps, by playing, or by a run of many iterations. */

import { isRefusal } from "../server/api.js";
import { grouped } from "../text/format.js";
import { remembered, shown, turned } from "./moments.js";
import { solved } from "./problems.js";
import { limits, speedCalled } from "./settings.js";

/** @typedef {import("./store.js").Model} Model */

/**
 * Goes to an iteration. In a given phase it shows only what is known by then; otherwise the phase stays,
 * and the outputs and the loss are shown.
 *
 * @param {Model} model
 * @param {number} iteration
 * @param {number} [phase]
 */
export async function travel({ get, set, frames }, iteration, phase) {
  const { timeline, frame: here } = get();
  const { frame, facts } = await frames.open(timeline, Math.max(0, iteration), { here });
  const there = shown(get(), frame, facts);
  set(phase === undefined ? { ...there, revealed: true } : turned(there, phase));
}

/**
 * @param {Model} model
 * @param {number} phase
 */
export function turn({ get, set }, phase) {
  set(turned(get(), phase));
}

/** @param {Model} model */
export async function nextPhase(model) {
  const { frame, phase, outline } = model.get();
  if (phase < outline.last) return turn(model, phase + 1);
  await travel(model, frame.iteration + 1, 0);
}

/** @param {Model} model */
export async function previousPhase(model) {
  const { frame, phase, outline } = model.get();
  if (phase > 0) return turn(model, phase - 1);
  if (frame.iteration > 0) await travel(model, frame.iteration - 1, outline.last);
}

/**
 * @param {Model} model
 * @param {number} by  iterations
 */
export async function goOn(model, by) {
  await travel(model, model.get().frame.iteration + by);
}

/**
 * Plays step after step at the chosen speed until it is paused. A step that comes late does not delay
 * those after it; what a slow server or a hidden page has missed is not made up for.
 *
 * @param {object} parts
 * @param {Model} parts.model
 * @param {(unit: "phase" | "iteration") => Promise<void>} parts.step
 */
export function createPlaying({ model: { get, set }, step }) {
  let timer = 0;

  /** @param {number} due  when the last step was due */
  function playOn(due) {
    const { unit, perSecond } = speedCalled(get().speed);
    const next = Math.max(due + 1000 / perSecond, performance.now());
    const mine = setTimeout(async () => {
      await step(unit);
      if (get().playing && timer === mine) playOn(next);
    }, next - performance.now());
    timer = mine;
  }

  return {
    play() {
      set({ playing: true });
      playOn(performance.now());
    },

    pause() {
      clearTimeout(timer);
      set({ playing: false });
    },

    /** @param {string} speed */
    setSpeed(speed) {
      set({ speed });
      if (!get().playing) return;
      clearTimeout(timer);
      playOn(performance.now());
    },
  };
}

/**
 * The approximate number of requests of a quick run, one for each time that the screen is drawn. More
 * would make it slower: drawing costs more than the iterations.
 */
const REQUESTS = 12;

/** The most requests of a run that becomes slow: shorter ones would not draw sooner, only more often. */
const MOST_REQUESTS = 96;

/** The longest time between two drawings of a run, in milliseconds. A slower request halves the next. */
const PAUSE = 150;

/**
 * A run of the chosen number of iterations. A retry goes on to the same goal.
 *
 * @param {Model} model
 * @returns {import("./queue.js").Action}
 */
export function runOf(model) {
  const { get, set } = model;
  const count = get().iterationsToRun;
  const stride = Math.min(limits.steps - 1, Math.ceil(count / REQUESTS));
  const least = Math.min(stride, Math.ceil(count / MOST_REQUESTS));
  /** @type {number | undefined} */
  let to;
  return async (signal) => {
    if (signal.aborted) return;
    if (to === undefined) {
      set(remembered(get(), `run of ${grouped(count)}`));
      to = get().frame.iteration + count;
    }
    await runTo(model, to, { stride, least }, signal);
  };
}

/**
 * @param {Model} model
 * @param {number} to
 * @param {{stride: number, least: number}} pace  iterations per request; the fewest if they are slow
 * @param {AbortSignal} signal
 */
async function runTo({ get, set, frames }, to, { stride, least }, signal) {
  const from = get().frame.iteration;
  set({ ...solved(get(), "page"), progress: { of: "run", from, to, at: from } });
  try {
    for (let at = from; at < to && !signal.aborted; ) {
      const { timeline, frame: here } = get();
      const next = Math.min(at + stride, to, timeline.limit(at));
      const begun = performance.now();
      try {
        const { frame, facts } = await frames.open(timeline, next, { here, signal });
        if (performance.now() - begun > PAUSE) stride = Math.max(Math.min(stride, least), Math.ceil(stride / 2));
        at = next;
        set({ ...shown(get(), frame, facts), revealed: true, progress: { of: "run", from, to, at } });
      } catch (error) {
        // Within this stride the numbers leave the finite range. Shorter strides find the last finite one.
        if (!isRefusal(error) || next === at + 1) throw error;
        stride = Math.max(1, (next - at) >> 1);
      }
    }
  } finally {
    set({ progress: null });
  }
}
