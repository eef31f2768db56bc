/**
 * The way to Practise: its button, and its modules, which come when it is first opened. While a task is
 * on the screen, the keys, the diagram and the controls answer it, and the experiment waits.
 */

import { isPractising } from "../model/practising.js";
import { byId, setAttributes } from "../ui/dom.js";

/**
 * @typedef {ReturnType<typeof createPractising>} Door
 *
 * @typedef {object} Room  what a task understands
 * @property {() => void} next
 * @property {() => void} previous
 * @property {(phase: number) => void} goTo  a phase of it
 * @property {(part: string, quantity: string | null) => void} press  in the diagram
 * @property {import("../types").View} draw
 */

/** What would change the experiment, or explain a number of it. */
const WAITING = /** @type {const} */ ([
  ...["nextIteration", "previousIteration", "goToIteration", "reset", "run", "togglePlay", "edit", "undo", "redo"],
  ...["takeBack", "changeLayers", "makeCurrent", "select", "ask", "unselect"],
]);

/**
 * The actions that do something else while a task is on the screen.
 *
 * @param {object} parts
 * @param {import("../types").Watched<import("../types").State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 */
export function createPractising({ store, explorer }) {
  /** @type {Room | null} */
  let room = null;
  const isOn = () => isPractising(store.get());
  const actions = /** @type {Record<string, (...given: any[]) => any>} */ (/** @type {unknown} */ (explorer));
  const waiting = WAITING.map((name) => [name, (/** @type {any[]} */ ...given) => (isOn() ? undefined : actions[name]?.(...given))]);

  return {
    .../** @type {{}} */ (Object.fromEntries(waiting)),
    nextPhase: async () => (isOn() ? room?.next() : explorer.nextPhase()),
    previousPhase: async () => (isOn() ? room?.previous() : explorer.previousPhase()),
    /** @param {number} phase */
    goToPhase: async (phase) => (isOn() ? room?.goTo(phase) : explorer.goToPhase(phase)),
    /**
     * @param {string} part  that was pressed in the diagram
     * @param {string | null} quantity
     */
    answerTask: (part, quantity) => room?.press(part, quantity),
    /** @param {Room} opened */
    enter(opened) {
      room = opened;
    },
  };
}

/** @type {import("../types").Problem} */
const AWAY = { kind: "problem", message: "Practise could not be loaded. Nothing is lost." };

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPractise(parts) {
  const { store, actions } = parts;
  const button = byId("show-practise", HTMLButtonElement);
  const panel = byId("panel-practise", HTMLElement);
  /** @type {Room | undefined} */
  let room;
  let asked = false;

  button.addEventListener("click", () => actions.openPanel(store.get().panel === "practise" ? "explain" : "practise"));

  function open() {
    asked = true;
    import("./room.js").then(
      ({ createRoom }) => {
        room = createRoom(parts);
        actions.enter(room);
        room.draw(store.get());
      },
      () => actions.say("page", { ...AWAY, retry: open }),
    );
  }

  return (state) => {
    const isOpen = state.panel === "practise";
    panel.hidden = !isOpen;
    setAttributes(button, { "aria-pressed": String(isOpen) });
    if (isOpen && !asked) open();
    room?.draw(state);
  };
}
