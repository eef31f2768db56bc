/** The presets: which one is on screen, and whether what is said of it is still true. */

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Preset} Preset
 */

/** The first seed of seeded presets. */
const FIRST_SEED = 1;

/** What an experiment of one's own is called. */
const OWN = "Your own experiment";

/**
 * @param {Preset} preset
 */
export const firstSeed = ({ seeded }) => (seeded ? FIRST_SEED : -1);

/**
 * What opens with a preset: the iterations that show what its story says, and the view that shows it.
 *
 * @param {Preset} preset
 * @param {string[]} labViews
 * @returns {Partial<import("./look.js").Look>}
 */
export function lookAt({ iterations, view }, labViews) {
  const open = labViews.includes(view) ? { panel: "lab", lab: view } : { panel: view };
  return { iterationsToRun: iterations, ...open, pictures: view === "neurons" };
}

/**
 * The preset on screen; nothing for an experiment of one's own.
 *
 * @param {State} state
 * @param {Preset[]} presets
 */
export function presetOf({ preset }, presets) {
  return presets.find(({ id }) => id === preset);
}

/**
 * Whether the run on screen is not the preset's own: it was opened so, or something was changed.
 *
 * @param {State} state
 */
export function isEdited({ preset, originEdited, timeline, origin }) {
  if (preset === "") return false;
  return originEdited || timeline.changed.length > 1 || !isSame(timeline.start, origin.experiment);
}

/**
 * The name of the experiment on screen.
 *
 * @param {State} state
 * @param {Preset[]} presets
 */
export function nameOf(state, presets) {
  const title = presetOf(state, presets)?.title ?? OWN;
  return isEdited(state) ? `${title}, edited` : title;
}

/**
 * What a preset asks before its run: at its beginning, and as long as it is the preset's own.
 *
 * @param {State} state
 * @param {Preset[]} presets
 */
export function questionOf(state, presets) {
  const begins = state.timeline.known === 1 && state.phase === 0;
  return begins && !isEdited(state) ? presetOf(state, presets) : undefined;
}

/**
 * Whether the run on screen shows what the story says.
 *
 * @param {State} state
 * @param {Preset} preset
 */
export function isShown({ timeline }, { iterations }) {
  return timeline.known > iterations;
}

/**
 * Whether two experiments are the same.
 *
 * @param {Experiment} one
 * @param {Experiment} other
 */
export function isSame(one, other) {
  return one === other || textOf(one) === textOf(other);
}

/** A view asks at every drawing, and experiments can be large. @type {WeakMap<Experiment, string>} */
const texts = new WeakMap();

/**
 * All of an experiment in a fixed order, whatever the order of its fields in a file.
 *
 * @param {Experiment} experiment
 */
function textOf(experiment) {
  const known = texts.get(experiment);
  if (known !== undefined) return known;
  const { network, loss, examples, learning_rate, train_biases, frozen, iteration } = experiment;
  const { weights, biases, activations } = network;
  const { inputs, targets } = examples;
  const text = JSON.stringify([
    ...[weights, biases, activations, loss, inputs, targets, learning_rate, train_biases, iteration],
    [...frozen].sort(),
  ]);
  texts.set(experiment, text);
  return text;
}
