/** Puts the page together: state, actions, views. */

import { reset, step } from "./server/api.js";
import { createChecking } from "./server/checking.js";
import { createDiagram } from "./diagram/diagram.js";
import { byId } from "./ui/dom.js";
import { listenToSelecting } from "./diagram/part.js";
import { keepExplaining } from "./server/explaining.js";
import { createEditing } from "./editing/editing.js";
import { createExplorer } from "./model/explorer.js";
import { createExport } from "./share/export-dialog.js";
import { frameFrom } from "./model/frame.js";
import { listenToKeys } from "./ui/keyboard.js";
import { createLab, loadLab } from "./lab/lab.js";
import { createPictures } from "./lab/pictures.js";
import { keepSeeing } from "./lab/seeing.js";
import { createLearn, withLearning } from "./learn/learn.js";
import { Outline, keyOf } from "./model/outline.js";
import { keepOutline } from "./server/outlining.js";
import { createLinks, listenToPointing } from "./ui/links.js";
import { createSaving, restore, UNREADABLE } from "./share/persistence.js";
import { followSharedAddress } from "./share/address.js";
import { toCarry } from "./share/carried.js";
import { createShare } from "./share/share-dialog.js";
import { setLimits } from "./model/limits.js";
import { initialState } from "./model/state.js";
import { openStorage } from "./ui/storage.js";
import { createStore, drawOnChange } from "./model/store.js";
import { keepVariants } from "./server/variant-runs.js";
import { createCaption } from "./ui/caption.js";
import { createCheck } from "./panels/check.js";
import { createControls } from "./ui/controls.js";
import { createExamples } from "./ui/examples.js";
import { createFigures } from "./panels/figures.js";
import { createHelp } from "./ui/help.js";
import { createInspector } from "./panels/inspector.js";
import { createLossPanel } from "./charts/loss-panel.js";
import { createNotice } from "./ui/notice.js";
import { createNotationSwitch } from "./ui/notation-switch.js";
import { createPanels } from "./ui/panels.js";
import { createPresets } from "./ui/presets.js";
import { createRuns } from "./ui/runs.js";
import { createSettings } from "./ui/settings.js";
import { createPlace, createStatus } from "./ui/status.js";
import { createStrip } from "./ui/strip.js";
import { createThemeSwitch } from "./ui/theme-switch.js";
import { createTimeSlider } from "./ui/time-slider.js";
import { createUndoButtons } from "./ui/undo-buttons.js";
import { createVariants } from "./panels/variants.js";

/** @type {import("./types").Initial} */
const initial = JSON.parse(byId("initial", HTMLScriptElement).text);
setLimits(initial.limits);
const modules = await loadLab(initial.lab);
const first = frameFrom(initial.answer);
const outline = new Outline(initial.outline, keyOf(first.experiment, "short"));

const storage = openStorage(window);
const { state, timeline } = restore(storage, first, outline);
const store = createStore(withLearning(state, storage));
const titles = new Map(initial.presets.map(({ id, title }) => [id, title]));
const explorer = createExplorer({ store, timeline, first, titles, settings: initial, step, reset });
const showKeys = createHelp();
const learn = createLearn({ store, explorer, activations: initial.activations, storage });
listenToKeys(document, { ...explorer, ...learn, showKeys });
createThemeSwitch(byId("theme", HTMLButtonElement));

const board = byId("board", HTMLElement);
const diagramRoot = byId("diagram", SVGSVGElement);
const diagram = createDiagram(diagramRoot, outline);
diagram.place(board.clientWidth);
listenToSelecting(diagramRoot, (part, quantity) => {
  if (quantity) explorer.ask(quantity);
  else explorer.select(part);
  learn.selected(part);
});
byId("loss", HTMLButtonElement).addEventListener("click", () => explorer.select("loss"));
listenToPointing(document.body, explorer.point);
const retry = keepExplaining(store);
const seeAgain = keepSeeing(store);
const pictures = createPictures({ root: diagramRoot, outline, explorer });
pictures.place(board.clientWidth);
keepOutline(store);
const variants = keepVariants({ store, timeline });

const views = [
  createStrip(byId("phases", HTMLElement), explorer.goToPhase),
  createCaption(byId("equation", HTMLElement), byId("sentence", HTMLElement)),
  diagram,
  createEditing({ board, diagram: diagramRoot, store, explorer }),
  createControls(explorer),
  createStatus(byId("status", HTMLElement)),
  createPlace(byId("iteration", HTMLElement), byId("loss", HTMLElement)),
  createPresets({ ...explorer, presets: initial.presets }),
  createUndoButtons(explorer),
  createSettings({ ...explorer, settings: initial, outline }),
  createExamples({ ...explorer, settings: initial }),
  createTimeSlider(explorer),
  createRuns({ ...explorer, styles: initial.lossCurves }),
  createLossPanel({ explorer, initial, timeline, variants }),
  createNotice(explorer),
  createNotationSwitch(byId("notation", HTMLSelectElement), explorer.setNotation),
  createPanels(explorer.openPanel),
  createInspector({ ...explorer, retry }),
  createCheck({ check: createChecking(store), showPlace }),
  createFigures({ explorer, timeline, published: first.experiment, settings: initial }),
  createVariants({ ...explorer, ...variants, styles: initial.lossCurves }),
  createLab({ store, explorer, timeline, initial, seeAgain, modules }),
  pictures,
  learn.view,
  createLinks(document.body),
];
drawOnChange(store, (now) => {
  for (const view of views) view(now);
});

new ResizeObserver(() => {
  for (const view of [diagram, pictures]) {
    view.place(board.clientWidth);
    view(store.get());
  }
}).observe(board);

const example = toCarry(initialState(first, outline), [first.experiment]);
createShare({ store, timeline });
createExport({ store, timeline, explorer, diagram: diagramRoot, example });

const save = createSaving(storage);
const keep = () => save(store.get(), timeline.changed);
store.subscribe((now) => {
  if (!now.run) keep();
});
addEventListener("pagehide", keep);
void explorer.recall(state.known, UNREADABLE);
void followSharedAddress({ explorer, example, window });

/**
 * Shows where a mistake happened, and explains the number there.
 *
 * @param {import("./types").Place} place
 */
async function showPlace({ phase, quantity }) {
  await explorer.goTo({ phase, quantity });
  explorer.openPanel("explain");
}
