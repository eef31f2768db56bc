/** The header of the page: the current place, and the settings for the whole page. */

import { EDITING_KEYS, KEYS, PRACTICE_KEYS } from "./keyboard.js";
import { firstSeed, isEdited, isShown, lookAt, nameOf, presetOf, questionOf } from "../model/presets.js";
import { isPractising } from "../model/practising.js";
import { isRunning, shownLoss } from "../model/state.js";
import { isKnown, statusSentence } from "../text/describe.js";
import { grouped, precise } from "../text/format.js";
import { byId, html, setAttributes, setText } from "./dom.js";
import { createMenu } from "./menu.js";
import { numberField } from "./number-field.js";

/** During a run, the status is announced at most this often, in milliseconds. */
const PAUSE = 1000;

/**
 * The current place as a sentence. Screen readers speak it when it changes, so during a run it is
 * updated only now and then.
 *
 * @returns {import("../types").View}
 */
export function createStatus() {
  const root = byId("status", HTMLElement);
  let said = -Infinity;
  return (state) => {
    const running = isRunning(state);
    if (running && performance.now() - said < PAUSE) return;
    said = running ? performance.now() : -Infinity;
    // What is asked and answered in Practise is spoken by its panel.
    setText(root, isPractising(state) ? "" : statusSentence(state));
  };
}

/**
 * Iteration and loss in the header. A click on the loss asks for it.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPlace({ actions }) {
  const iteration = byId("iteration", HTMLElement);
  const loss = byId("loss", HTMLButtonElement);
  loss.addEventListener("click", () => actions.select("loss"));
  return (state) => {
    setText(iteration, grouped(state.frame.iteration));
    setText(loss, isPractising(state) && !isKnown(state, "loss") ? "?" : precise(shownLoss(state)));
  };
}

/** What stands in place of a story that is not told. */
const OWN = "An experiment of your own: change anything, and it goes on from there.";
const EDITED = "You have changed this example, so its story may no longer be true.";

/**
 * The name of the experiment, which opens the list of presets; and the story of the one on screen.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPresets({ actions, initial: { presets, lab } }) {
  const button = byId("show-presets", HTMLButtonElement);
  const name = byId("preset-name", HTMLElement);
  const story = byId("story", HTMLElement);
  const seedField = byId("seed-field", HTMLElement);
  let shown = "";

  const list = createMenu(button, byId("presets", HTMLElement), (item) => {
    const chosen = presets.find(({ id }) => id === item.dataset.preset);
    if (chosen) void actions.openPreset(chosen.id, firstSeed(chosen), lookAt(chosen, lab));
  });
  const seed = numberField(
    byId("seed", HTMLInputElement),
    byId("seed-problem", HTMLElement),
    { whole: true, min: 0 },
    (value) => actions.openPreset(shown, value),
  );
  byId("another-seed", HTMLButtonElement).addEventListener("click", () => {
    void actions.openPreset(shown, Math.floor(Math.random() * 10_000));
  });

  return (state) => {
    shown = state.preset;
    const preset = presetOf(state, presets);
    const edited = isEdited(state);
    setText(name, nameOf(state, presets));
    setAttributes(button, { "aria-label": `Example: ${nameOf(state, presets)}` });
    for (const item of list.items) {
      const here = item.dataset.preset === shown;
      setAttributes(item, { "aria-checked": String(here) });
      const told = presets.find(({ id }) => id === item.dataset.preset)?.story ?? "";
      const words = item.querySelector("span");
      if (words) setText(words, here && edited ? EDITED : told);
    }
    setText(story, !preset ? OWN : edited ? EDITED : isShown(state, preset) ? preset.story : asked(preset));
    seedField.hidden = !preset?.seeded;
    if (preset?.seeded) seed.show(state.seed);
  };
}

/**
 * What to predict, and how to see it.
 *
 * @param {import("../types").Preset} preset
 */
function asked({ question, iterations }) {
  return `Predict first: ${question} Then run ${grouped(iterations)} iterations.`;
}

/**
 * The first words: what this is and what to press, or what to predict.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createFirstWords({ actions, initial: { presets } }) {
  const root = byId("first", HTMLElement);
  const introduction = byId("introduction", HTMLElement);
  const question = byId("question", HTMLElement);
  byId("introduce", HTMLButtonElement).addEventListener("click", () => {
    byId("menu", HTMLElement).hidePopover();
    actions.introduce();
  });
  return (state) => {
    const preset = state.introduction ? undefined : questionOf(state, presets);
    // A lesson, the lab and the others introduce themselves.
    introduction.hidden = !state.introduction || state.panel !== "explain";
    question.hidden = !preset;
    setText(question, preset ? asked(preset) : "");
    root.hidden = introduction.hidden && question.hidden;
  };
}

/**
 * Undo and Redo. Each names the change it would undo or redo.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createUndoButtons({ actions }) {
  const undo = byId("undo", HTMLButtonElement);
  const redo = byId("redo", HTMLButtonElement);
  undo.addEventListener("click", () => void actions.undo());
  redo.addEventListener("click", () => void actions.redo());
  return (state) => {
    const { done, undone, forgotten } = state.undo;
    draw(undo, "Undo", done, forgotten ? "Nothing more to undo: older changes are forgotten" : "Nothing to undo");
    draw(redo, "Redo", undone, "Nothing to redo");
  };
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} name
 * @param {import("../types").Change[]} changes  the latest last
 * @param {string} nothing  what is said without a change
 */
function draw(button, name, changes, nothing) {
  const what = changes.at(-1)?.what ?? null;
  setAttributes(button, {
    "aria-disabled": String(what === null),
    title: what === null ? nothing : `${name}: ${what}`,
  });
}

/**
 * The notation of the whole page: short, the article's, or the general one.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createNotationSwitch({ actions }) {
  const select = byId("notation", HTMLSelectElement);
  select.addEventListener("change", () =>
    actions.setNotation(/** @type {import("../types").Notation} */ (select.value)),
  );
  return ({ notation }) => {
    if (select.value !== notation) select.value = notation;
    // Prose has its formulas in every notation. The style sheet shows the chosen one.
    setAttributes(document.documentElement, { "data-notation": notation });
  };
}

/**
 * The switch between light and dark; `theme.js` does the switching.
 *
 * @param {HTMLButtonElement} button
 */
export function createThemeSwitch(button) {
  const root = document.documentElement;
  const draw = () => setAttributes(button, { "aria-pressed": String(root.dataset.theme === "dark") });
  button.addEventListener("click", () => root.dispatchEvent(new Event("switchtheme")));
  root.addEventListener("themechange", draw);
  draw();
}

/**
 * The button for the full screen. Returns the function that switches it.
 *
 * @param {HTMLButtonElement} button
 */
export function createFullScreen(button) {
  button.hidden = !document.fullscreenEnabled;
  const draw = () => setAttributes(button, { "aria-pressed": String(document.fullscreenElement !== null) });
  document.addEventListener("fullscreenchange", draw);
  // The browser may refuse; then the page stays as it is.
  const toggle = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  button.addEventListener("click", () => {
    byId("menu", HTMLElement).hidePopover();
    toggle();
  });
  return toggle;
}

/** The dialog that lists the keys. Returns the function that opens it. */
export function createHelp() {
  const dialog = byId("keys", HTMLDialogElement);
  byId("key-list", HTMLElement).append(
    ...[...KEYS, ...EDITING_KEYS, ...PRACTICE_KEYS].flatMap(({ shown, does }) => [
      html("dt", {}, [html("kbd", {}, [shown])]),
      html("dd", {}, [does]),
    ]),
  );
  byId("show-keys", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("close-keys", HTMLButtonElement).addEventListener("click", () => dialog.close());
  return () => dialog.showModal();
}
