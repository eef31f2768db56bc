/**
 * The known part of a run: the loss of every iteration so far, and the experiment at some of them.
 * Any other iteration can be recomputed exactly from an earlier experiment, so it is not kept. A
 * timeline is immutable: new facts make a new timeline.
 */

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Fact  what the page learns from an answer of the server
 * @property {number} from          the iteration of the first of the losses
 * @property {number[]} losses
 * @property {Experiment} [experiment]  at one of the iterations; kept if it is far from others
 */

/** Experiments are kept at least this many iterations apart. */
const SPACING = 100;

export class Timeline {
  /**
   * @param {readonly Experiment[]} changed  the experiments at which a person changed something; the
   *     first one is the start. The same list object means the same run.
   * @param {readonly Experiment[]} kept  sorted by iteration
   * @param {readonly number[]} losses  a hole where one is not computed yet
   */
  constructor(changed, kept, losses) {
    this.changed = changed;
    this.kept = kept;
    this.losses = losses;
  }

  /**
   * A run with only its changes, and the number of its known iterations.
   *
   * @param {readonly Experiment[]} changed  the start, then the later changes
   * @param {number} [known]
   */
  static of(changed, known = 1) {
    return new Timeline(changed, changed, new Array(known));
  }

  /** How many iterations are known, counting iteration 0. */
  get known() {
    return this.losses.length;
  }

  /** The first experiment of the run. */
  get start() {
    return /** @type {Experiment} */ (this.changed[0]);
  }

  /**
   * The nearest kept experiment at or before `iteration`.
   *
   * @param {number} iteration
   */
  before(iteration) {
    return /** @type {Experiment} */ (this.kept.findLast((e) => e.iteration <= iteration));
  }

  /**
   * The last iteration that can be computed from `iteration` in one request: that of the next change,
   * if there is one.
   *
   * @param {number} iteration
   */
  limit(iteration) {
    return this.changed.find((e) => e.iteration > iteration)?.iteration ?? Infinity;
  }

  /** The first iteration without a computed loss, or -1. */
  firstHole() {
    return this.losses.findIndex((loss) => loss === undefined);
  }

  /**
   * The timeline with new facts.
   *
   * @param {Fact[]} facts
   * @returns {Timeline} this timeline, if nothing is new
   */
  learning(facts) {
    return facts.reduce((timeline, fact) => timeline.#learn(fact), /** @type {Timeline} */ (this));
  }

  /**
   * @param {Fact} fact
   * @returns {Timeline}
   */
  #learn({ from, losses, experiment }) {
    const news = losses.some((loss, offset) => this.losses[from + offset] !== loss);
    const kept = experiment ? this.#keeping(experiment) : this.kept;
    if (!news && kept === this.kept) return this;
    const all = this.losses.slice();
    for (const [offset, loss] of losses.entries()) all[from + offset] = loss;
    return new Timeline(this.changed, kept, all);
  }

  /** @param {Experiment} experiment */
  #keeping(experiment) {
    const { iteration } = experiment;
    if (iteration - this.before(iteration).iteration < SPACING) return this.kept;
    const after = this.kept.findIndex((e) => e.iteration > iteration);
    return this.kept.toSpliced(after < 0 ? this.kept.length : after, 0, experiment);
  }

  /**
   * The timeline with a change at this iteration. Later iterations are dropped.
   *
   * @param {Experiment} experiment
   */
  change(experiment) {
    const { iteration } = experiment;
    /** @param {readonly Experiment[]} all */
    const upToHere = (all) => [...all.filter((e) => e.iteration < iteration), experiment];
    return new Timeline(upToHere(this.changed), upToHere(this.kept), this.losses.slice(0, iteration + 1));
  }
}
