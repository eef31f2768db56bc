/** What can be undone and redone: each change with the moment to come back to. */

/** So many changes can be undone. */
const MOST = 100;

/** @template M  a moment */
export class Undo {
  constructor() {
    /** Each with the moment before it. @type {{moment: M, what: string}[]} */
    this.done = [];
    /** Each with the moment after it. @type {{moment: M, what: string}[]} */
    this.undone = [];
  }

  /**
   * @param {M} moment  before the change
   * @param {string} what
   */
  remember(moment, what) {
    this.done = [...this.done, { moment, what }].slice(-MOST);
    this.undone = [];
  }

  /**
   * Takes back the last change.
   *
   * @param {M} now
   * @returns {M | undefined} the moment to go to
   */
  back(now) {
    return move(this.done, this.undone, now);
  }

  /**
   * Does again what was taken back last.
   *
   * @param {M} now
   * @returns {M | undefined} the moment to go to
   */
  forward(now) {
    return move(this.undone, this.done, now);
  }

  /** What would be undone and redone. */
  get labels() {
    return { undo: this.done.at(-1)?.what ?? null, redo: this.undone.at(-1)?.what ?? null };
  }
}

/**
 * @template M
 * @param {{moment: M, what: string}[]} from
 * @param {{moment: M, what: string}[]} to
 * @param {M} now
 */
function move(from, to, now) {
  const change = from.pop();
  if (change) to.push({ moment: now, what: change.what });
  return change?.moment;
}
