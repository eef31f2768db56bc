/**
 * The phases of an iteration, and the parts of the network with their quantities, as `/api/phases`
 * lists them: the name of each quantity, its phase, and the part that shows it.
 *
 * @typedef {import("../types").Phase} Phase
 * @typedef {import("../types").Part} Part
 * @typedef {import("../types").NamedQuantity} NamedQuantity
 * @typedef {import("../types").Experiment} Experiment
 */

import { sizesOf, written } from "./layers.js";

/**
 * @typedef {object} Edge
 * @property {string} name   w5
 * @property {number} layer  of weights: 0 leads from the inputs
 * @property {number} to     row of the weight matrix: the receiving neuron
 * @property {number} from   column: the sending neuron
 */

export class Outline {
  /** @type {Map<string, Part>} */
  #parts;
  /** The names of the parts by their kind and place. @type {Map<string, string>} */
  #names;
  /** @type {Map<string, NamedQuantity>} */
  #quantities;
  /** The quantities of each part. @type {Map<string, NamedQuantity[]>} */
  #ofPart;

  /**
   * @param {Omit<import("../types").PhasesAnswer, "experiment">} told
   * @param {string} key  what its words depend on, see `keyOf`
   */
  constructor({ layers, phases, parts, quantities, symbols }, key) {
    this.layers = layers;
    this.phases = phases;
    this.parts = parts;
    this.symbols = symbols;
    /** The number of neurons in each layer. */
    this.sizes = layers.map((_, layer) => parts.filter(({ kind, place }) => kind === "neuron" && place[0] === layer).length);
    this.key = key;
    this.#parts = new Map(parts.map((part) => [part.name, part]));
    this.#names = new Map(parts.map(({ kind, place, name }) => [`${kind} ${place}`, name]));
    this.#quantities = new Map(quantities.map((quantity) => [quantity.name, quantity]));
    this.#ofPart = new Map(parts.map(({ name }) => [name, quantities.filter(({ part }) => part === name)]));
  }

  /** The index of the last phase, the update. */
  get last() {
    return this.phases.length - 1;
  }

  /**
   * @param {string} id
   * @returns {number} the index of the phase
   */
  phaseIndex(id) {
    return this.phases.findIndex((phase) => phase.id === id);
  }

  /** @param {string} part */
  has(part) {
    return this.#parts.has(part);
  }

  /**
   * Whether a part is a weight or a bias.
   *
   * @param {string} part
   */
  isParameter(part) {
    const kind = this.#parts.get(part)?.kind;
    return kind === "weight" || kind === "bias";
  }

  /**
   * The parts of a kind, in numerical order.
   *
   * @param {Part["kind"]} kind
   */
  of(kind) {
    return this.parts.filter((part) => part.kind === kind);
  }

  /** All neurons but the inputs; the outputs come last. */
  get computing() {
    const neurons = this.of("neuron").map(({ name, place: [layer = 0, index = 0] }) => ({ name, layer, index }));
    const outputs = Math.max(...neurons.map(({ layer }) => layer));
    return neurons.filter(({ layer }) => layer > 0).map((neuron) => ({ ...neuron, last: neuron.layer === outputs }));
  }

  /** The names of the inputs. */
  get inputs() {
    return this.of("neuron").flatMap(({ name, place: [layer] }) => (layer === 0 ? [name] : []));
  }

  /** The weights. */
  get edges() {
    return this.of("weight").map(({ name, place: [layer = 0, to = 0, from = 0] }) => ({ name, layer, to, from }));
  }

  /**
   * The name of a part by its kind and place: neuron 0 of layer 1 is h1.
   *
   * @param {Part["kind"]} kind
   * @param {number[]} place
   */
  nameAt(kind, ...place) {
    return this.#names.get(`${kind} ${place}`) ?? "";
  }

  /**
   * The label of a part in the outline's notation.
   *
   * @param {string} part
   */
  labelOf(part) {
    return this.#parts.get(part)?.label ?? part;
  }

  /**
   * The symbol of a weight's gradient in the outline's notation.
   *
   * @param {string} part
   */
  gradientOf(part) {
    return this.#parts.get(part)?.gradient ?? "";
  }

  /**
   * A quantity in words.
   *
   * @param {string} quantity
   */
  titleOf(quantity) {
    return this.#quantities.get(quantity)?.title ?? quantity;
  }

  /**
   * The phase from which a quantity is known; Infinity for an unknown name.
   *
   * @param {string} quantity
   */
  knownFrom(quantity) {
    return this.#quantities.get(quantity)?.known_from ?? Infinity;
  }

  /**
   * The names of the quantities that a phase computes; for the first phase, the given ones.
   *
   * @param {number} phase
   */
  computedIn(phase) {
    return [...this.#quantities.values()].filter((q) => q.known_from === phase).map((q) => q.name);
  }

  /** The names of all computed quantities, in order. */
  get computed() {
    return this.phases.slice(1).flatMap((_, index) => this.computedIn(index + 1));
  }

  /**
   * The quantity of a part to show in a phase: for a weight in a gradient phase, its gradient. If none
   * of the part's quantities is known yet, its first one.
   *
   * @param {string} part
   * @param {number} phase
   */
  quantityOf(part, phase) {
    const quantities = this.#ofPart.get(part) ?? [];
    const now = quantities.filter(
      ({ asked, known_from: from }) =>
        (asked === "onward" && from <= phase) || (asked === "meanwhile" && from === phase),
    );
    return (now.at(-1) ?? quantities[0])?.name;
  }

  /**
   * The names of the quantities of a part that are known in a phase.
   *
   * @param {string} part
   * @param {number} phase
   */
  knownOf(part, phase) {
    const quantities = this.#ofPart.get(part) ?? [];
    return quantities.filter((q) => q.known_from <= phase).map((q) => q.name);
  }

  /**
   * The part that shows a quantity: the neuron h1 shows `slope.h1`.
   *
   * @param {string} quantity
   */
  partOf(quantity) {
    return this.#quantities.get(quantity)?.part ?? quantity;
  }

  /**
   * All quantities that light up together with these: those of the same parts.
   *
   * @param {string[]} quantities
   */
  placesOf(quantities) {
    const parts = quantities.map((quantity) => this.partOf(quantity));
    return [...new Set([...quantities, ...parts.flatMap((part) => this.knownOf(part, this.last))])];
  }
}

/**
 * The parameters that the lab begins with: the first two of the last layer.
 *
 * @param {Outline} outline
 */
export function firstChoices(outline) {
  const last = outline.sizes.length - 2;
  const weights = outline.edges.filter(({ layer }) => layer === last);
  const [across = "", up = ""] = [...weights, ...outline.of("bias").slice(-1)].map(({ name }) => name);
  return { across, up };
}

/**
 * Everything that the words of an outline depend on. While it is the same, the words stay true.
 *
 * @param {Experiment} experiment
 * @param {import("../types").Notation} notation
 */
export function keyOf({ network, loss, train_biases, frozen, learning_rate, examples }, notation) {
  const { activations } = network;
  const many = examples.inputs.length > 1;
  const learns = [train_biases, frozen, Math.sign(learning_rate)];
  return JSON.stringify([sizesOf(network), activations, loss, ...learns, many, notation]);
}

/**
 * Whether the words of the outline are true for the experiment on screen.
 *
 * @param {import("../types").State} state
 */
export function isTold({ outline, frame, notation }) {
  return outline.key === keyOf(frame.experiment, notation);
}

/**
 * The outline of an experiment's network. The one on screen serves all networks of its layers: words in
 * it that are no longer true are asked for anew (`server/answers.js`).
 *
 * @param {Pick<import("./store.js").Model, "phases"> & {get: () => Pick<import("../types").State, "outline" | "notation">}} model
 * @param {Experiment} experiment
 * @param {AbortSignal} [signal]
 * @returns {Promise<Outline>}
 */
export async function outlineFor({ get, phases }, experiment, signal) {
  const { outline, notation } = get();
  if (isOf(outline, experiment)) return outline;
  return new Outline(await phases({ experiment, notation }, signal), keyOf(experiment, notation));
}

/**
 * Whether an outline has the parts and phases of an experiment's network.
 *
 * @param {Outline} outline
 * @param {Experiment} experiment
 */
export function isOf({ sizes }, { network }) {
  return written(sizes) === written(sizesOf(network));
}

/**
 * The number of phases in an iteration: four for each layer, the input, the loss and the update. It
 * checks links and files before the server has seen them.
 *
 * @param {{weights: unknown[]}} network
 */
export function phasesIn({ weights }) {
  return 3 + 4 * weights.length;
}
