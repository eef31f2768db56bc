/** The runs set aside, each named after its difference from the run on screen. */

import { given, grouped } from "../text/format.js";
import { sameLayers, sizesOf, written } from "./layers.js";
import { become, momentOf, remembered } from "./moments.js";
import { labelOf } from "./settings.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").KeptRun} KeptRun
 * @typedef {import("../types").Moment} Moment
 * @typedef {import("./store.js").Labels} Labels
 * @typedef {import("../types").Experiment} Experiment
 */

/** How many are kept; the oldest makes room. */
const MOST = 8;

/**
 * Adds a run.
 *
 * @param {KeptRun[]} runs
 * @param {Moment} moment  of the run to set aside
 * @param {string} name  the difference; a run without one is not kept
 * @returns {KeptRun[]}
 */
export function withRun(runs, moment, name) {
  if (name === "") return runs;
  const id = 1 + Math.max(0, ...runs.map((run) => run.id));
  // The runs beside it then are no part of it.
  return [...runs, { id, name, hidden: false, moment: { ...moment, runs: [], left: null } }].slice(-MOST);
}

/**
 * The longer of two copies of the same run: the one on screen, and the one that Reset left.
 *
 * @param {Moment} here
 */
export function longest(here) {
  return here.left && here.left.timeline.known > here.timeline.known ? here.left : here;
}

/**
 * Replaces the run on screen. If the two differ and the reader keeps runs, the old one is set aside.
 *
 * @param {State} state
 * @param {Moment} moment
 * @param {string} what  is done, in words
 * @param {Labels} labels
 * @param {boolean} keeps
 * @returns {State}
 */
export function replaced(state, moment, what, labels, keeps = state.keepsRuns) {
  const before = longest(momentOf(state));
  const name = nameBeside(before, moment, { ...labels, outline: state.outline });
  const runs = keeps ? withRun(moment.runs, before, name) : moment.runs;
  // The two runs are the same so far, but the next change may make them differ.
  const left = name === "" && before.timeline.known > 1 ? { ...before, left: null } : null;
  return become(remembered(state, what), { ...moment, runs, left });
}

/**
 * The difference between two runs, as a name; empty if there is none or the run never ran.
 *
 * @param {Moment} moment  of the run
 * @param {Moment} other  of the other one
 * @param {Labels & {outline: import("./outline.js").Outline}} names
 */
function nameBeside({ timeline, preset, seed }, other, { titles, ...names }) {
  const [last, start] = [timeline.changed.at(-1), other.timeline.changed.at(-1)];
  if (!last || !start || timeline.known < 2) return "";
  if (preset !== other.preset) return titles.get(preset) ?? "Another experiment";
  if (seed !== other.seed) return `seed ${seed}`;
  const found = differences(last, start, names);
  return last.iteration > 0 && found ? `${found} from iteration ${grouped(last.iteration)}` : found;
}

/**
 * Renames a run, or shows or hides its curve.
 *
 * @param {State} state
 * @param {number} id
 * @param {{name?: string, hidden?: boolean}} change
 * @returns {State}
 */
export function runChanged(state, id, change) {
  const before = change.name === undefined ? state : remembered(state, "renaming a run");
  return { ...before, runs: state.runs.map((run) => (run.id === id ? { ...run, ...change } : run)) };
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function runRemoved(state, id) {
  return { ...remembered(state, "removing a run"), runs: state.runs.filter((run) => run.id !== id) };
}

/**
 * Swaps a run that was set aside with the one on screen, which is set aside in any case.
 *
 * @param {State} state
 * @param {number} id
 * @param {Labels} labels
 * @returns {State}
 */
export function madeCurrent(state, id, labels) {
  const chosen = state.runs.find((run) => run.id === id);
  if (!chosen) return state;
  const runs = state.runs.filter((run) => run !== chosen);
  return replaced(state, { ...chosen.moment, runs }, `${chosen.name} made current`, labels, true);
}

/**
 * @typedef {object} Names  the names of things
 * @property {import("../types").Settings} settings
 * @property {import("./outline.js").Outline} outline  of the network
 */

/** More changed weights than this are not named one by one. */
const MOST_WEIGHTS = 2;

/**
 * How an experiment differs from another: `learning rate 0.5, w5 0.4`. Parameters are compared only
 * within one iteration, since training changes them.
 *
 * @param {Experiment} experiment
 * @param {Experiment} other
 * @param {Names} names
 */
export function differences(experiment, other, { settings, outline }) {
  const { network, examples } = experiment;
  // Of other layers nothing else can be compared.
  if (!sameLayers(network, other.network)) return written(sizesOf(network));
  const found = [];
  if (experiment.learning_rate !== other.learning_rate)
    found.push(`learning rate ${given(experiment.learning_rate)}`);
  if (experiment.loss !== other.loss) found.push(labelOf(settings.losses, experiment.loss));
  for (const [layer, name] of network.activations.entries())
    if (name !== other.network.activations[layer])
      found.push(`${outline.layers[layer + 1]} ${labelOf(settings.activations, name)}`);
  if (experiment.train_biases !== other.train_biases)
    found.push(`biases ${labelOf(settings.biases, String(experiment.train_biases))}`);
  const frozen = experiment.frozen.filter((name) => !other.frozen.includes(name));
  const freed = other.frozen.filter((name) => !experiment.frozen.includes(name));
  if (frozen.length > 0) found.push(`${listed(frozen)} frozen`);
  if (freed.length > 0) found.push(`${listed(freed)} free again`);
  if (!same(examples, other.examples)) {
    const many = examples.inputs.length;
    found.push(many === 1 ? "another example" : `${grouped(many)} examples`);
  }
  if (experiment.iteration === other.iteration) found.push(...parameters(network, other.network, outline));
  return found.join(", ");
}

/**
 * @param {Experiment["network"]} network
 * @param {Experiment["network"]} other
 * @param {import("./outline.js").Outline} outline
 */
function parameters(network, other, outline) {
  const weights = outline.edges.flatMap(({ name, layer, to, from }) => {
    const value = network.weights[layer]?.[to]?.[from] ?? 0;
    return value === other.weights[layer]?.[to]?.[from] ? [] : [`${name} ${given(value)}`];
  });
  const biases = network.biases.flatMap((values, layer) =>
    same(values, other.biases[layer]) ? [] : [`b${layer + 1} ${[...new Set(values)].map(given).join("/")}`],
  );
  return [...(weights.length > MOST_WEIGHTS ? ["other weights"] : weights), ...biases];
}

/**
 * Names in a row; of more than a few, only how many.
 *
 * @param {string[]} names
 */
function listed(names) {
  return names.length > MOST_WEIGHTS ? `${names.length} parameters` : names.join(" and ");
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
