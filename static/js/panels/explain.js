/** The Explain panel: it tells what happens in the phase on screen, or explains the selected number. */

import { byId, setAttributes, setText } from "../ui/dom.js";
import { isAlike, isSameAsked, numberAsked, phaseAsked } from "../model/asked.js";
import { isTold } from "../model/outline.js";
import { shownPhase, wholeIterations } from "../model/state.js";
import { createProblem } from "../ui/problem.js";
import { createTabs } from "../ui/tabs.js";
import { createInspector } from "./inspector.js";
import { createWhatHappens } from "./what-happens.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Asked} Asked
 */

/** An answer that takes longer is seen to be waited for, in milliseconds. */
const SLOW = 250;

const RUNNING = "Whole iterations go by: forward, backward, update.";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createExplain({ actions }) {
  const panel = byId("panel-explain", HTMLElement);
  const happening = byId("happening", HTMLElement);
  const inspector = byId("inspector", HTMLElement);
  const views = byId("explained-views", HTMLElement);
  const ofPhase = byId("happening-computed", HTMLElement);
  const ofNumber = byId("inspector-computed", HTMLElement);
  const showTab = createTabs(byId("explain-views", HTMLElement), actions.chooseView);
  const phase = createWhatHappens(actions);
  const number = createInspector(actions);
  const problems = {
    happening: byId("happening-problem", HTMLElement),
    explanation: byId("inspector-problem", HTMLElement),
  };
  const showProblems = Object.entries(problems).map(([place, root]) => createProblem({ root, place, actions }));
  const showWaiting = createWaiting(panel);
  const showSheet = createSheet(panel);
  const unscroll = createUnscrolling(panel);
  listenToLeaving(byId("board", HTMLElement), actions.unselect);
  /** The answer that is drawn, and the phase it was drawn in. @type {{answer: unknown, phase: number} | null} */
  let drawn = null;
  /** The number or phase that is shown. @type {string | undefined} */
  let shown;

  /** @param {Asked} asked */
  function show({ quantity, phase }) {
    const isNumber = quantity !== undefined;
    happening.hidden = ofPhase.hidden = isNumber;
    inspector.hidden = ofNumber.hidden = !isNumber;
    if (shown !== (quantity ?? phase)) unscroll();
    shown = quantity ?? phase;
    // What had the focus may be gone: a row that was pressed, or the way back.
    const focused = document.activeElement;
    if (focused && panel.contains(focused) && !focused.checkVisibility())
      byId(isNumber ? "inspector-title" : "happening-title", HTMLElement).focus({ preventScroll: true });
  }

  /**
   * Draws the answer, unless it is about something else.
   *
   * @param {State} state
   * @param {Asked} asked
   * @returns {boolean} whether it is a new one
   */
  function drawAnswer(state, asked) {
    const { explanation, happening: told } = state.answers;
    const answer = asked.quantity === undefined ? told : explanation;
    if (!answer || !isAlike(answer.asked, asked)) return false;
    // The first that is drawn must be true. Later ones may be a moment old, as while one drags.
    if (!drawn && !isSameAsked(answer.asked, asked)) return false;
    const at = shownPhase(state);
    if (drawn?.answer === answer && drawn.phase === at) return false;
    drawn = { answer, phase: at };
    if (answer === explanation) number.draw(explanation, state.outline, at);
    else if (told) phase.draw(told);
    return true;
  }

  return (state) => {
    const asked = numberAsked(state) ?? phaseAsked(state);
    const place = asked.quantity === undefined ? "happening" : "explanation";
    const isNew = drawAnswer(state, asked);
    const answer = state.answers[place];
    const isTrue = answer !== undefined && isSameAsked(answer.asked, asked);
    const isShown = drawn !== null && drawn.answer === answer && answer !== undefined && isAlike(answer.asked, asked);

    for (const showProblem of showProblems) showProblem(state);
    for (const [at, root] of Object.entries(problems)) root.hidden ||= isTrue || at !== place;
    const failed = !problems[place].hidden;

    // Without an answer it says at least what is asked.
    if (!isShown && (failed || !drawn)) {
      drawn = null;
      if (asked.quantity !== undefined) number.name(asked.quantity, state.outline);
      else if (isTold(state)) phase.name(state);
    }
    if (isShown || !drawn) show(asked);
    number.offerBack(state.askedBefore.length > 0);
    views.hidden = !drawn;
    panel.toggleAttribute("data-empty", !drawn);

    showTab(state.inspectorView);
    setAttributes(panel, { "data-view": state.inspectorView });
    showSheet(asked.quantity !== undefined && state.panel === "explain");
    const all = wholeIterations(state);
    showWaiting({ waits: !isTrue && !failed, now: all || (!drawn && !failed), again: isNew, words: all ? RUNNING : "Loading…" });
  };
}

/**
 * Scrolls back to the top. Setting the place makes the browser lay out the page at once, so only what
 * is scrolled is.
 *
 * @param {HTMLElement} panel
 */
function createUnscrolling(panel) {
  let isScrolled = false;
  panel.addEventListener("scroll", () => (isScrolled = panel.scrollTop > 0), { passive: true });
  return () => {
    if (isScrolled) panel.scrollTop = 0;
  };
}

/**
 * Shows that what is told is not yet what is asked, once that takes long.
 *
 * @param {HTMLElement} panel
 */
function createWaiting(panel) {
  const place = byId("explain-waiting", HTMLElement);
  const body = byId("explained", HTMLElement);
  let timer = 0;

  /** @param {boolean} shown */
  const show = (shown) => {
    clearTimeout(timer);
    timer = 0;
    body.classList.toggle("waiting", shown);
    place.hidden = !shown;
  };

  /**
   * @param {object} waiting
   * @param {boolean} waiting.waits
   * @param {boolean} waiting.now  whether it is shown at once
   * @param {boolean} waiting.again  whether the wait begins anew
   * @param {string} waiting.words
   */
  return ({ waits, now, again, words }) => {
    setText(place, words);
    setAttributes(panel, { "aria-busy": String(waits) });
    if (again || !waits) show(false);
    if (waits && now) show(true);
    else if (waits && place.hidden && !timer) timer = setTimeout(() => show(true), SLOW);
  };
}

/**
 * In one column the explanation of a number is a sheet over the lower part of the window, so that
 * the diagram stays in view. What it is taken from keeps its place in the page.
 *
 * @param {HTMLElement} panel
 */
function createSheet(panel) {
  const card = /** @type {HTMLElement} */ (panel.parentElement);
  const board = byId("board", HTMLElement);
  const narrow = matchMedia("(width < 960px)");
  let isOpen = false;

  return (/** @type {boolean} */ open) => {
    if (open === isOpen) return;
    isOpen = open;
    if (open) card.style.setProperty("--kept", `${card.offsetHeight}px`);
    panel.classList.toggle("sheet", open);
    if (open && narrow.matches) uncover(board, panel.getBoundingClientRect().top);
  };
}

/**
 * Scrolls the page so that as much as possible of an element is above a line.
 *
 * @param {HTMLElement} element
 * @param {number} line
 */
function uncover(element, line) {
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom > line) scrollBy({ top: Math.min(top, bottom - line) });
  else if (top < 0) scrollBy({ top });
}

/**
 * A press on nothing leaves the selected number.
 *
 * @param {HTMLElement} board  with the diagram
 * @param {() => void} leave
 */
function listenToLeaving(board, leave) {
  board.addEventListener("click", ({ target }) => {
    if (target instanceof Element && !target.closest("[data-part], [data-grip], button, input")) leave();
  });
}
