/** Puts the page together: state, actions, views. */

import { reset, step } from "./api.js";
import { createChecking } from "./checking.js";
import { createDiagram } from "./diagram/diagram.js";
import { byId } from "./dom.js";
import { listenToSelecting } from "./diagram/part.js";
import { keepExplaining } from "./explaining.js";
import { createEditing } from "./editing/editing.js";
import { createExplorer } from "./explorer.js";
import { createExport } from "./export/dialog.js";
import { frameFrom } from "./frame.js";
import { listenToKeys } from "./keyboard.js";
import { createLab } from "./lab/lab.js";
import { createPictures } from "./lab/pictures.js";
import { keepSeeing } from "./lab/seeing.js";
import { createLearn, withLearning } from "./learn/learn.js";
import { phaseIndex } from "./phases.js";
import { createLinks, listenToPointing } from "./links.js";
import { createSaving, load, toSave } from "./persistence.js";
import { followSharedAddress } from "./share/address.js";
import { toCarry } from "./share/carried.js";
import { createShare } from "./share/dialog.js";
import { initialState } from "./state.js";
import { openStorage } from "./storage.js";
import { createStore, drawOnChange } from "./store.js";
import { Timeline } from "./timeline.js";
import { keepVariants } from "./variants.js";
import { createCaption } from "./views/caption.js";
import { createCheck } from "./views/check.js";
import { createControls } from "./views/controls.js";
import { createExamples } from "./views/examples.js";
import { createFigures } from "./views/figures.js";
import { createHelp } from "./views/help.js";
import { createInspector } from "./views/inspector.js";
import { createLossPanel } from "./views/loss-panel.js";
import { createNotice } from "./views/notice.js";
import { createNotationSwitch } from "./views/notation-switch.js";
import { createPanels } from "./views/panels.js";
import { createPresets } from "./views/presets.js";
import { createRuns } from "./views/runs.js";
import { createSettings } from "./views/settings.js";
import { createPlace, createStatus } from "./views/status.js";
import { createStrip } from "./views/strip.js";
import { createThemeSwitch } from "./views/theme-switch.js";
import { createTimeSlider } from "./views/time-slider.js";
import { createUndoButtons } from "./views/undo.js";
import { createVariants } from "./views/variants.js";

/** @type {import("./types").Notice} */
const UNREADABLE = {
  kind: "note",
  message: "What was kept from the last visit could not be read, so this is a fresh start.",
};

/** @type {import("./types").Initial} */
const initial = JSON.parse(byId("initial", HTMLScriptElement).text);
const first = frameFrom(initial.answer);
const fresh = initialState(first);

const storage = openStorage();
const { state, timeline } = restored();
const store = createStore(withLearning(state, storage));
const titles = new Map(initial.presets.map(({ id, title }) => [id, title]));
const explorer = createExplorer({ store, timeline, first, titles, step, reset });
const showKeys = createHelp();
const learn = createLearn({ store, explorer, curves: initial.curves, storage });
listenToKeys(document, { ...explorer, ...learn, showKeys });
createThemeSwitch(byId("theme", HTMLButtonElement));

const board = byId("board", HTMLElement);
const sizes = first.pass.a.map((rows) => rows[0]?.length ?? 0);
const diagramRoot = byId("diagram", SVGSVGElement);
const diagram = createDiagram(diagramRoot, sizes);
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
const pictures = createPictures({ root: diagramRoot, sizes, explorer });
pictures.place(board.clientWidth);
const quantities = [...byId("check-quantity", HTMLSelectElement).options].map(({ value }) => value);
const variants = keepVariants({ store, timeline, quantities });

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
  createSettings(explorer),
  createExamples(explorer),
  createTimeSlider(explorer),
  createRuns({ ...explorer, figures: initial.figures.loss }),
  createLossPanel({ explorer, initial, timeline, variants }),
  createNotice(explorer),
  createNotationSwitch(byId("notation", HTMLSelectElement), explorer.setNotation),
  createPanels(explorer.openPanel),
  createInspector({ ...explorer, retry }),
  createCheck({ check: createChecking(store), showPlace }),
  createFigures({ explorer, timeline, published: first.experiment }),
  createVariants({ ...explorer, ...variants, figures: initial.figures.loss }),
  createLab({ store, explorer, timeline, initial, seeAgain }),
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

const example = toCarry(fresh, [first.experiment]);
createShare({ store, timeline });
createExport({ store, timeline, explorer, diagram: diagramRoot, example });

const save = createSaving(storage);
const keep = () => save(store.get(), timeline.changed);
store.subscribe((now) => {
  if (!now.run) keep();
});
addEventListener("pagehide", keep);
void explorer.recall(state.known, UNREADABLE);
followSharedAddress(explorer, example);

/**
 * Shows where a mistake happened, and explains the number there.
 *
 * @param {import("./types").Place} place
 */
async function showPlace({ phase, quantity }) {
  await explorer.goTo({ phase: phaseIndex(phase), quantity });
  explorer.openPanel("explain");
}

/** Where the reader was when the page was last open, or the beginning. */
function restored() {
  const start = { state: fresh, timeline: new Timeline(first.experiment) };
  try {
    const saved = load(storage, toSave(fresh, [first.experiment]));
    if (!saved) return start;
    const { changed, version: _, ...kept } = saved;
    const selected = kept.selected || null;
    return {
      state: { ...fresh, ...kept, selected },
      timeline: Timeline.of(changed, kept.known),
    };
  } catch {
    return { ...start, state: { ...fresh, notice: UNREADABLE } };
  }
}
