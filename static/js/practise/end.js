/** The end of a round: what was right at once, which mistakes were made, and what to look at. */

import { byId, html, setText } from "../ui/dom.js";
import { reportOf } from "./practice.js";

/**
 * The step of the derivation about each kind of phase.
 *
 * @type {[RegExp, string][]}
 */
const STEPS = [
  [/^net/, "net-input"],
  [/^activation/, "activation"],
  [/^loss/, "loss"],
  [/^delta-output/, "output-delta"],
  [/^delta/, "paths"],
  [/^gradient-output/, "chain-rule"],
  [/^gradient/, "recursion"],
  [/^update/, "update"],
];

/** @param {string} phase */
export const stepAbout = (phase) => STEPS.find(([pattern]) => pattern.test(phase))?.[1] ?? "loss";

/**
 * @param {object} ending
 * @param {() => void} ending.again
 * @param {() => void} ending.choose
 * @param {(phase: string) => void} ending.goToPhase
 * @param {(step: string) => void} ending.learn
 */
export function createEnd({ again, choose, goToPhase, learn }) {
  const root = byId("practise-end", HTMLElement);
  const score = byId("practise-score", HTMLElement);
  const leveled = byId("practise-leveled", HTMLElement);
  const mistakes = byId("practise-mistakes", HTMLElement);
  const look = byId("practise-look", HTMLElement);
  const more = byId("practise-again", HTMLButtonElement);
  /** @type {import("./practice.js").Round | null} */
  let shown = null;

  more.addEventListener("click", again);
  byId("practise-choose", HTMLButtonElement).addEventListener("click", choose);

  return {
    focus: () => score.focus(),

    /**
     * @param {import("../types").State} state
     * @param {import("./practice.js").Practice} practice
     * @param {boolean} open
     */
    draw({ outline }, { round, standing, kind }, open) {
      root.hidden = !open;
      if (!open || !round) return;
      const { atOnce, of, helps, shown: told, mistakes: all, phases, level } = reportOf(round);
      const now = standing[kind];
      const onwards = now.level > level;
      setText(more, onwards ? `On to level ${now.level}` : "Again, with other numbers");
      setText(leveled, levelIn(now, level, told));
      if (round === shown) return;
      shown = round;
      setText(score, `${atOnce} of ${of} right at once${helps > 0 ? `, with ${helps} ${helps === 1 ? "press" : "presses"} for help` : ""}.`);
      const rows = all.map(([name, times]) => html("li", {}, [name, html("span", { class: "quiet" }, [` ${often(times)}`])]));
      mistakes.replaceChildren(...(rows.length > 0 ? [html("h4", {}, [kind === "find-the-mistake" ? "Not found at once" : "Mistakes"]), html("ul", {}, rows)] : []));
      const links = phases.flatMap((phase) => {
        const name = outline.phases[outline.phaseIndex(phase)]?.name;
        const step = stepAbout(phase);
        const see = html("button", { type: "button", class: "small" }, [`${name ?? ""}: the phase`]);
        see.addEventListener("click", () => goToPhase(phase));
        const read = html("button", { type: "button", class: "small" }, [`Learn: ${titleOf(step)}`]);
        read.addEventListener("click", () => learn(step));
        return html("li", {}, [...(name === undefined ? [] : [see, " "]), read]);
      });
      look.replaceChildren(...(links.length > 0 ? [html("h4", {}, ["To look at"]), html("ul", {}, links)] : []));
    },
  };
}

/** @param {number} times */
const often = (times) => (times === 1 ? "once" : times === 2 ? "twice" : `${times} times`);

/**
 * @param {import("./practice.js").Standing} now
 * @param {number} level  of the round
 * @param {number} told   how many answers were shown
 */
function levelIn(now, level, told) {
  if (now.level > level) return `Level ${level} is done: twice with nothing shown. The next leaves out more.`;
  if (told > 0) return `A round with nothing shown counts for the level; here ${told === 1 ? "one answer was" : `${told} answers were`} shown.`;
  return now.clean === 1 ? `Nothing was shown: once more, and level ${level} is done.` : `Nothing was shown.`;
}

/**
 * The title of a step, as the panel of the derivation has it, opened or not.
 *
 * @param {string} step
 */
function titleOf(step) {
  const panel = byId("panel-learn", HTMLElement);
  const folded = panel.querySelector("template");
  return (folded?.content ?? panel).querySelector(`#lesson-${step}`)?.textContent ?? step;
}
