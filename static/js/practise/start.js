/** The beginning of a round: what to do, and at which level. */

import { byId, setText } from "../ui/dom.js";
import { NAMES } from "./task.js";
import { CLEAN, LAST_LEVEL, isOver, kindOf } from "./practice.js";

/**
 * @typedef {import("./practice.js").Kind} Kind
 * @typedef {import("./practice.js").Practice} Practice
 */

/** A narrower window is a phone's, as the style sheets have it. */
const PHONE = 640;

/**
 * @param {object} beginning
 * @param {(kind: Kind, level: number) => void} beginning.start
 * @param {(kind: Kind) => void} beginning.choose
 * @param {() => void} beginning.resume
 */
export function createStart({ start, choose, resume }) {
  const form = byId("practise-start", HTMLFormElement);
  const level = byId("practise-level", HTMLSelectElement);
  const standing = byId("practise-standing", HTMLElement);
  const again = byId("practise-resume", HTMLButtonElement);
  const title = byId("practise-title", HTMLElement);
  const none = byId("practise-none", HTMLElement);
  const radios = [...form.querySelectorAll("input")];
  /** Of which the level is shown. */
  let shown = "";

  const chosen = () => /** @type {Kind} */ (radios.find(({ checked }) => checked)?.value ?? "predict");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(chosen(), Number(level.value));
  });
  for (const radio of radios)
    radio.addEventListener("change", () => {
      shown = "";
      choose(chosen());
    });
  again.addEventListener("click", resume);

  return {
    focus() {
      title.focus();
      // On a phone the diagram would leave it little room.
      if (innerWidth < PHONE) form.scrollIntoView();
    },

    /** @param {string} why  there are no tasks */
    refuse(why) {
      setText(none, why);
    },

    /**
     * @param {Practice} practice
     * @param {boolean} open
     */
    draw({ kind, standing: all, round }, open) {
      form.hidden = !open;
      if (!open) return;
      const here = all[kind];
      for (const radio of radios) radio.checked = radio.value === kind;
      const key = `${kind} ${here.level}`;
      if (key !== shown) {
        level.value = String(here.level);
        setText(none, "");
      }
      shown = key;
      setText(standing, standingIn(here));
      again.hidden = round === null || isOver(round);
      if (round) setText(again, `Go on: ${NAMES[kindOf(round)]}, task ${round.at + 1} of ${round.tasks.length}`);
    },
  };
}

/** @param {import("./practice.js").Standing} standing */
function standingIn({ level, clean }) {
  const once = "A level ends when it was done twice with nothing shown; the next leaves out more.";
  if (clean === 0) return once;
  if (level === LAST_LEVEL && clean >= CLEAN) return "You have done the last level twice with nothing shown.";
  return `Level ${level} is done once with nothing shown. ${level < LAST_LEVEL ? "Once more, and the next leaves out more." : "Once more, and all are done."}`;
}
