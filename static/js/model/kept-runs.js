/** The runs that are set aside beside the one on screen, and what they are called. */

import { differences } from "./differences.js";
import { grouped } from "../text/format.js";

/**
 * @typedef {import("../types").KeptRun} KeptRun
 * @typedef {import("../types").Moment} Moment
 */

/** So many are kept; the oldest makes room. */
const MOST = 8;

export class KeptRuns {
  /**
   * @param {Map<string, string>} titles  of the presets
   * @param {import("../types").Settings} settings
   */
  constructor(titles, settings) {
    this.titles = titles;
    this.settings = settings;
    this.count = 0;
  }

  /**
   * The runs with one more.
   *
   * @param {KeptRun[]} runs
   * @param {Moment} moment  of the run to set aside
   * @param {string} name  what differs; without one there is nothing to see in it
   */
  with(runs, moment, name) {
    if (name === "") return runs;
    return [...runs, { id: ++this.count, name, hidden: false, moment }].slice(-MOST);
  }

  /**
   * What tells a run from another one; nothing, if nothing does or it never ran.
   *
   * @param {Moment} moment  of the run
   * @param {Moment} other  of the other one
   * @param {import("./outline.js").Outline} outline  of their network
   */
  nameBeside({ run, preset, seed }, other, outline) {
    const [last, start] = [run.changed.at(-1), other.run.changed.at(-1)];
    if (!last || !start || run.known < 2) return "";
    if (preset !== other.preset) return this.titles.get(preset) ?? "Another experiment";
    if (seed !== other.seed) return `seed ${seed}`;
    const found = differences(last, start, { settings: this.settings, outline });
    return last.iteration > 0 && found ? `${found} from iteration ${grouped(last.iteration)}` : found;
  }
}

/**
 * Of the run on screen and the one that Reset left, which is the same run, the one that went on
 * for longer.
 *
 * @param {Moment} here
 */
export function longest(here) {
  return here.left && here.left.run.known > here.run.known ? here.left : here;
}
