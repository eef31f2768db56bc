/** The runs that were set aside, each named by what makes it differ from the one on screen. */

import { given, grouped } from "../text/format.js";
import { become, momentOf, remembered } from "./moments.js";
import { labelOf } from "./settings.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").KeptRun} KeptRun
 * @typedef {import("../types").Moment} Moment
 * @typedef {import("./store.js").Labels} Labels
 * @typedef {import("../types").Experiment} Experiment
 */

/** So many are kept; the oldest makes room. */
const MOST = 8;

/**
 * The runs with one more.
 *
 * @param {KeptRun[]} runs
 * @param {Moment} moment  of the run to set aside
 * @param {string} name  what differs; without one there is nothing to see in it
 * @returns {KeptRun[]}
 */
export function withRun(runs, moment, name) {
  if (name === "") return runs;
  const id = 1 + Math.max(0, ...runs.map((run) => run.id));
  return [...runs, { id, name, hidden: false, moment }].slice(-MOST);
}

/**
 * Of the run on screen and the one that Reset left, which is the same run, the one that went on
 * for longer.
 *
 * @param {Moment} here
 */
export function longest(here) {
  return here.left && here.left.timeline.known > here.timeline.known ? here.left : here;
}

/**
 * Puts a run in the place of the one on screen, which is set aside if something tells the two apart.
 *
 * @param {State} state
 * @param {Moment} moment
 * @param {string} what  is done, in words
 * @param {Labels} labels
 * @returns {State}
 */
export function replaced(state, moment, what, labels) {
  const before = longest(momentOf(state));
  const name = nameBeside(before, moment, { ...labels, outline: state.outline });
  const runs = withRun(moment.runs, before, name);
  // Nothing tells it from the other one yet, but perhaps the next change does.
  const left = name === "" && before.timeline.known > 1 ? { ...before, left: null } : null;
  return become(remembered(state, what), { ...moment, runs, left });
}

/**
 * What tells a run from another one; nothing, if nothing does or it never ran.
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
 * Gives a run another name, or shows or hides its curve.
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
 * A run that was set aside changes places with the one on screen.
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
  return replaced(state, { ...chosen.moment, runs }, `${chosen.name} made current`, labels);
}

/**
 * @typedef {object} Names  what is called how
 * @property {import("../types").Settings} settings
 * @property {import("./outline.js").Outline} outline  of the network
 */

/** More weights than this are not named one by one. */
const MOST_WEIGHTS = 2;

/**
 * What an experiment has that another has not: `learning rate 0.5, w5 0.4`. Of experiments at
 * different iterations the parameters are not compared, since training changed them.
 *
 * @param {Experiment} experiment
 * @param {Experiment} other
 * @param {Names} names
 */
export function differences(experiment, other, { settings, outline }) {
  const { network, examples } = experiment;
  const found = [];
  if (experiment.learning_rate !== other.learning_rate)
    found.push(`learning rate ${given(experiment.learning_rate)}`);
  if (experiment.loss !== other.loss) found.push(labelOf(settings.losses, experiment.loss));
  for (const [layer, name] of network.activations.entries())
    if (name !== other.network.activations[layer])
      found.push(`${outline.layers[layer + 1]} ${labelOf(settings.activations, name)}`);
  if (experiment.train_biases !== other.train_biases)
    found.push(`biases ${labelOf(settings.biases, String(experiment.train_biases))}`);
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
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
