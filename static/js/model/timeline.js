/**
 * What is known of a run: the loss of every iteration so far, and the experiment at some of them.
 * Any iteration is an exact recomputation away from the experiment before it, so the others need
 * not be kept. A timeline never changes: what becomes known makes another one.
 */

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Fact  what an answer of the server makes known
 * @property {number} from          the iteration of the first of the losses
 * @property {number[]} losses
 * @property {Experiment} [experiment]  of one of the iterations, perhaps to be kept
 */

/** Experiments are kept at least this many iterations apart. */
const SPACING = 100;

export class Timeline {
  /**
   * @param {readonly Experiment[]} changed  the experiments at which a person changed something; the
   *     first one is the start. As long as this list is the same one, the run is.
   * @param {readonly Experiment[]} kept  sorted by iteration
   * @param {readonly number[]} losses  a hole where one is still to be computed
   */
  constructor(changed, kept, losses) {
    this.changed = changed;
    this.kept = kept;
    this.losses = losses;
  }

  /**
   * A run of which only the changes are known, and its number of known iterations.
   *
   * @param {readonly Experiment[]} changed  the start, and what was changed later
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
   * The last iteration that can be computed from `iteration` in one go: where the learner next
   * changed something, if anywhere.
   *
   * @param {number} iteration
   */
  limit(iteration) {
    return this.changed.find((e) => e.iteration > iteration)?.iteration ?? Infinity;
  }

  /** The first iteration whose loss is still to be computed, or -1. */
  firstHole() {
    return this.losses.findIndex((loss) => loss === undefined);
  }

  /**
   * With what became known.
   *
   * @param {Fact[]} facts
   * @returns {Timeline} this one, if all of it was known
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
   * From here on the experiment is another one: what was known of later iterations is dropped.
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
