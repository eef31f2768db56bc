/** The questions that the page keeps asking the server, each as a function of the state. */

import { roundRange } from "../charts/scales.js";
import { historyAsked, historyGrown, pathOf } from "../lab/history.js";
import { inputsAsked } from "../lab/inputs.js";
import { parametersOf, valueOf } from "../lab/parameters.js";
import { Outline, isTold, keyOf } from "../model/outline.js";
import { problemOf } from "../model/problems.js";
import { isSameAsked, numberAsked, phaseAsked } from "../model/asked.js";
import { wholeIterations, openLabView } from "../model/state.js";
import { get, phases, post } from "./api.js";
import { follow } from "./follow.js";
import { askComparison, askStretch, comparisonAsked, stretchAdded, stretchAsked } from "./variants.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Answers} Answers
 */

/**
 * The question for each kept answer, and its endpoint.
 *
 * @type {{ [K in Exclude<keyof Answers, "live">]: { path: string, question: (state: State) => object | null,
 *   read?: (answer: any, asked: any) => Answers[K], body?: (asked: any) => object,
 *   ask?: (path: string, signal: AbortSignal) => Promise<any>, place?: (state: State) => string } }}
 */
const QUESTIONS = {
  explanation: {
    path: "/api/explain",
    /** While whole iterations go by, the last explanation stays. */
    question: (state) => (wholeIterations(state) ? null : numberAsked(state)),
    read: ({ explanation }, asked) => ({ ...explanation, asked }),
  },
  happening: {
    path: "/api/phase",
    question: happeningAsked,
    read: ({ phase }, asked) => ({ ...phase, asked }),
  },
  neurons: {
    path: "/api/input-surface",
    question: (state) =>
      state.pictures || openLabView(state) === "neurons" ? { ...here(state), ...inputsAsked(state) } : null,
    body: ({ held, ...asked }) => ({ ...asked, ...(held && { held: Object.fromEntries(held) }) }),
    read: (answer, { experiment }) => ({ ...answer, experiment }),
    // The diagram has no place for a message.
    place: (state) => (openLabView(state) === "neurons" ? "neurons" : "page"),
  },
  slice: {
    path: "/api/loss-slice",
    question: (state) => (openLabView(state) === "slice" ? { ...here(state), ...state.labs.slice } : null),
  },
  surface: {
    path: "/api/loss-surface",
    question: (state) => (openLabView(state) === "surface" ? surfaceAsked(state) : null),
  },
  gradients: {
    path: "/api/gradient-check",
    question: (state) => (openLabView(state) === "gradients" ? here(state) : null),
  },
  exercises: {
    path: "/api/exercises",
    // They never change.
    question: ({ panel, figuresView, answers }) =>
      panel === "figures" && figuresView === "exercises" && !answers.exercises ? {} : null,
    ask: get,
  },
  sweep: { path: "/api/sweep", question: ({ sweep }) => sweep },
};

/**
 * @template T
 * @param {T} asked
 */
const itself = (asked) => asked;

/**
 * What happens in the phase on screen, while the panel tells it and has not been told yet.
 *
 * @param {State} state
 */
function happeningAsked(state) {
  if (state.panel !== "explain" || state.selected !== null || wholeIterations(state)) return null;
  const asked = phaseAsked(state);
  const { happening } = state.answers;
  return happening && isSameAsked(happening.asked, asked) ? null : asked;
}

/**
 * The loss over two parameters, in ranges that hold the path of the run.
 *
 * @param {State} state
 */
function surfaceAsked(state) {
  const { experiment } = state.frame;
  const { across, up } = state.labs.surface;
  const all = parametersOf(state.outline);
  const path = pathOf(state);
  const ranges = [across, up].map((name) => {
    const parameter = all.find((one) => one.name === name);
    const here = parameter ? [valueOf(experiment.network, parameter)] : [];
    return roundRange([...here, ...(path.values[name] ?? [])]);
  });
  return { experiment, parameters: [across, up], ranges };
}

/**
 * The words of the phases and the parts, once something they depend on has changed.
 *
 * @param {State} state
 */
function outlineAsked(state) {
  return isTold(state) ? null : { experiment: state.frame.experiment, notation: state.notation };
}

/** @param {State} state */
function here({ frame: { experiment } }) {
  return { experiment };
}

/**
 * @param {object} parts
 * @param {import("../types").Watched<State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.actions
 */
export function keepAnswered({ store, actions }) {
  /** @param {string} place  of the page */
  const failedAt = (place) => (/** @type {unknown} */ error, /** @type {() => void} */ again) =>
    actions.say(place, problemOf(error, again));
  /**
   * @template {keyof Answers} K
   * @param {K} name
   * @param {Answers[K]} answer
   */
  const answered = (name, answer) =>
    actions.answered({ answers: { ...store.get().answers, [name]: answer } }, name);

  for (const [name, { path, question, read, body = itself, ask, place = () => name }] of Object.entries(QUESTIONS))
    follow({
      store,
      question,
      ask: (asked, signal) => (ask ? ask(path, signal) : post(path, body(asked), signal)),
      // An answer of the lab repeats its experiment. The page keeps its own object instead.
      answered: (answer, asked) =>
        answered(/** @type {keyof Answers} */ (name), read ? read(answer, asked) : { ...answer, ...asked }),
      failed: (error, again) => failedAt(place(store.get()))(error, again),
    });

  follow({
    store,
    question: outlineAsked,
    ask: phases,
    answered: (answer, { experiment, notation }) =>
      actions.answered({ outline: new Outline(answer, keyOf(experiment, notation)) }, "outline"),
    failed: failedAt("page"),
  });

  follow({
    store,
    question: historyAsked,
    ask: (body, signal) => post("/api/history", body, signal),
    answered: (answer, body) => actions.answered({ history: historyGrown(store.get(), answer, body) }, "history"),
    failed: failedAt("history"),
    isWorth: isSameStart,
  });

  follow({
    store,
    question: stretchAsked,
    ask: askStretch,
    answered: (answer, stretch) =>
      actions.answered({ variantRuns: stretchAdded(store.get(), answer, stretch) }, "variants"),
    failed: failedAt("variants"),
    isWorth: isSameStart,
  });

  follow({
    store,
    question: comparisonAsked,
    ask: (comparison, signal) => askComparison(store.get(), comparison, signal),
    answered: (partings) => actions.answered({ partings }, "variants"),
    failed: failedAt("variants"),
  });
}

/**
 * Whether a newer question starts from the same experiment as the older one.
 *
 * @param {{experiment: object}} older
 * @param {{experiment: object}} newer
 */
function isSameStart(older, newer) {
  return older.experiment === newer.experiment;
}
