/**
 * What is known of a run: the loss of every iteration so far, and the experiment at some of them.
 * Any iteration is an exact recomputation away from the experiment before it, so the others need
 * not be kept.
 */

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {Pick<Timeline, "kept" | "changed" | "losses" | "known">} Snapshot
 */

/** Experiments are kept at least this many iterations apart. */
const SPACING = 100;

export class Timeline {
  /** @param {Experiment} start */
  constructor(start) {
    /** Sorted by iteration. @type {Experiment[]} */
    this.kept = [start];
    /** Experiments at which a person changed something; the first one is the start. */
    this.changed = [start];
    /** The loss at each iteration; a hole where it is still to be recalled. @type {number[]} */
    this.losses = [];
  }

  /**
   * A timeline of which only the changes were kept, and how many iterations were known.
   *
   * @param {Experiment[]} changed
   * @param {number} known
   */
  static of(changed, known) {
    const [start, ...later] = changed;
    const timeline = new Timeline(/** @type {Experiment} */ (start));
    for (const experiment of later) timeline.change(experiment);
    timeline.losses.length = known;
    return timeline;
  }

  /** How many iterations are known, counting iteration 0. */
  get known() {
    return this.losses.length;
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

  /**
   * @param {number} from  the iteration of the first of the losses
   * @param {number[]} losses
   */
  record(from, losses) {
    for (const [offset, loss] of losses.entries()) this.losses[from + offset] = loss;
  }

  /** @param {Experiment} experiment */
  keep(experiment) {
    if (experiment.iteration - this.before(experiment.iteration).iteration < SPACING) return;
    const after = this.kept.findIndex((e) => e.iteration > experiment.iteration);
    this.kept.splice(after < 0 ? this.kept.length : after, 0, experiment);
  }

  /**
   * The run as it is, to come back to. It stays as it is: lists are replaced, never shortened.
   *
   * @returns {Snapshot}
   */
  snapshot() {
    const { changed, losses, known } = this;
    return { kept: [...this.kept], changed, losses, known };
  }

  /**
   * Another run takes the place of this one.
   *
   * @param {Snapshot} other
   */
  become({ kept, changed, losses, known }) {
    this.kept = [...kept];
    this.changed = changed;
    this.losses = losses.slice(0, known);
  }

  /**
   * From here on the experiment is another one: what was known of later iterations is dropped.
   *
   * @param {Experiment} experiment
   */
  change(experiment) {
    const { iteration } = experiment;
    this.kept = [...this.kept.filter((e) => e.iteration < iteration), experiment];
    this.changed = [...this.changed.filter((e) => e.iteration < iteration), experiment];
    this.losses = this.losses.slice(0, iteration + 1);
  }
}
