/**
 * What Practise puts on the screen. While a task is there, the diagram, the phases and the controls show
 * its numbers in place of the experiment's. The experiment itself stays as it is.
 */

/**
 * @typedef {import("../types").State} State
 */

/**
 * Whether a task is on the screen.
 *
 * @param {State} state
 */
export function isPractising({ panel, scene }) {
  return panel === "practise" && scene !== null;
}

/**
 * The state that the screen shows: that of the task, if there is one.
 *
 * @param {State} state
 * @returns {State}
 */
export function onScreen(state) {
  const { panel, scene } = state;
  if (panel !== "practise" || !scene) return state;
  const { frame, outline, phase, example, part } = scene;
  const calm = { revealed: false, playing: false, dragged: null, pictures: false };
  return { ...state, frame, outline, phase, example, selected: part, asked: null, ...calm };
}

/**
 * Whether a task asks for this number, so that the screen must not show it.
 *
 * @param {State} state
 * @param {string} quantity
 */
export function conceals(state, quantity) {
  return isPractising(state) && state.scene?.concealed.includes(quantity) === true;
}

/**
 * Whether one may walk through the phases of the task on screen.
 *
 * @param {State} state
 */
export function walks(state) {
  return isPractising(state) && state.scene?.walks === true;
}
