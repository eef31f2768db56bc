/** Puts the page together: the state, the actions, the views. */

import { createLossPanel } from "./charts/loss-panel.js";
import { createDiagram } from "./diagram/diagram.js";
import { createEditing } from "./editing/editing.js";
import { createExercises } from "./exercises/door.js";
import { createLab } from "./lab/lab.js";
import { createPictures } from "./lab/neurons.js";
import { createLearn, createLearning } from "./learn/learn.js";
import { createExplorer } from "./model/explorer.js";
import { frameFrom } from "./model/frames.js";
import { Outline, keyOf } from "./model/outline.js";
import { onScreen } from "./model/practising.js";
import { setLimits } from "./model/settings.js";
import { initialState, isRunning } from "./model/state.js";
import { createStore, drawOnChange } from "./model/store.js";
import { createCheck } from "./panels/check.js";
import { createExplain } from "./panels/explain.js";
import { createFigures } from "./panels/figures.js";
import { createSheet } from "./panels/sheet.js";
import { createVariants } from "./panels/variants.js";
import { createPractise, createPractising } from "./practise/door.js";
import { keepAnswered } from "./server/answers.js";
import { exercise, layers, phases, reset, step } from "./server/api.js";
import { followSharedAddress } from "./share/address.js";
import { createExport, createShare } from "./share/dialogs.js";
import { UNREADABLE, createSaving, openStorage, outlineKept, restore } from "./share/persistence.js";
import { followSheetAddress } from "./share/sheet.js";
import { createControls, createTimeSlider } from "./ui/controls.js";
import { byId } from "./ui/dom.js";
import { createExamples } from "./ui/examples.js";
import {
  createFirstWords,
  createFullScreen,
  createHelp,
  createNotationSwitch,
  createPlace,
  createPresets,
  createStatus,
  createThemeSwitch,
  createUndoButtons,
} from "./ui/header.js";
import { listenToKeys } from "./ui/keyboard.js";
import { createLayers } from "./ui/layers.js";
import { createLinks } from "./ui/links.js";
import { createPaste } from "./ui/paste.js";
import { createCaption, createStrip } from "./ui/phases.js";
import { createNotice } from "./ui/problem.js";
import { createRuns } from "./ui/runs.js";
import { createSettings } from "./ui/settings.js";
import { createPanels } from "./ui/tabs.js";

/** @typedef {(parts: import("./types").Parts) => import("./types").View} Creator */

/**
 * A view of what is on the screen, which may be a task of Practise in place of the experiment.
 *
 * @param {Creator} create
 * @returns {Creator}
 */
const ofScreen = (create) => (parts) => {
  const view = create(parts);
  return (state) => view(onScreen(state));
};

/** The views in drawing order. @type {Creator[]} */
const VIEWS = [
  ofScreen(createStrip),
  ofScreen(createCaption),
  ofScreen(createDiagram),
  ofScreen(createEditing),
  ofScreen(createControls),
  ofScreen(createStatus),
  ofScreen(createPlace),
  createPresets,
  createFirstWords,
  createUndoButtons,
  createLayers,
  createSettings,
  createExamples,
  createTimeSlider,
  createRuns,
  createLossPanel,
  createNotice,
  createNotationSwitch,
  createPanels,
  createExplain,
  createCheck,
  createSheet,
  createFigures,
  createExercises,
  createVariants,
  createLab,
  ofScreen(createPictures),
  createLearn,
  createPractise,
  createShare,
  createExport,
  createPaste,
  createLinks,
];

/** @type {import("./types").Initial} */
const initial = JSON.parse(byId("initial", HTMLScriptElement).text);
setLimits(initial.limits);
const first = frameFrom(initial.answer);
const fresh = initialState(first, new Outline(initial.outline, keyOf(first.experiment, "short")), initial.happening);
const storage = openStorage(window);
const kept = await outlineKept(storage, fresh, phases);
const store = createStore(restore(storage, fresh, kept));
const titles = new Map(initial.presets.map(({ id, title }) => [id, title]));
const explorer = createExplorer({ store, first, labels: { titles, settings: initial }, step, reset, phases, layers, exercise });
const actions = { ...explorer, ...createLearning({ store, explorer }), ...createPractising({ store, explorer }) };

const views = VIEWS.map((create) => create({ store, actions, initial, fresh }));
drawOnChange(store, (state) => {
  for (const view of views) view(state);
});
createThemeSwitch(byId("theme", HTMLButtonElement));
listenToKeys(document, {
  ...actions,
  showKeys: createHelp(),
  showExamples: () => byId("presets", HTMLElement).showPopover(),
  toggleFullScreen: createFullScreen(byId("full-screen", HTMLButtonElement)),
});
keepAnswered({ store, actions });
// Before, it could not have answered a press.
byId("explorer", HTMLElement).inert = false;

const save = createSaving(storage);
store.subscribe((state) => {
  if (!isRunning(state)) save(state);
});
addEventListener("pagehide", () => save(store.get()));
void explorer.recall(UNREADABLE);
void followSharedAddress({ explorer, fresh, window });
void followSheetAddress({ explorer, window });
