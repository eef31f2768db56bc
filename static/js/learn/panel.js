/** The panel of the derivation: the current step, the progress, and links to the other steps. */

import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { written } from "../model/layers.js";
import { wholeIterations } from "../model/state.js";
import { listenToAsking } from "../panels/formulas.js";
import { createProblem } from "../ui/problem.js";
import { showVerdict } from "./lesson.js";
import { isAbout, STEPS } from "./steps.js";

/** @typedef {ReturnType<typeof import("./lesson.js").createLesson>} Lesson */

/**
 * @param {import("../types").Parts & {lessons: Lesson[]}} parts
 * @returns {import("../types").View}
 */
export function createLearnPanel({ lessons, actions }) {
  const { openStep, nextStep, previousStep, ask } = actions;
  const panel = byId("panel-learn", HTMLElement);
  const count = byId("learn-count", HTMLElement);
  const score = byId("learn-score", HTMLElement);
  const contents = byId("learn-contents", HTMLDetailsElement);
  const away = byId("learn-away", HTMLElement);
  const other = byId("learn-other", HTMLElement);
  const layers = byId("learn-layers", HTMLElement);
  const previous = byId("learn-previous", HTMLButtonElement);
  const next = byId("learn-next", HTMLButtonElement);
  const bar = createBar(() => focusOn(panel.querySelector(".lesson:not([hidden]) .question")));
  const showProblem = createProblem({ root: byId("learn-problem", HTMLElement), place: "learn", actions });
  for (const button of panel.querySelectorAll("[data-opens]"))
    button.addEventListener("click", () => actions.openPanel(button.getAttribute("data-opens") ?? ""));
  const links = [...panel.querySelectorAll("[data-goes-to]")];
  let shown = "";

  // Which formulas are too wide also depends on the window and on the panel's scrollbar; and numbers
  // that come later than a verdict would push it out of view.
  const resizing = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      letScroll(target);
      const verdict = target.querySelector(".feedback:not(:empty)");
      if (verdict instanceof HTMLElement) showVerdict(verdict);
    }
  });
  for (const { root } of lessons) resizing.observe(root);

  previous.addEventListener("click", previousStep);
  next.addEventListener("click", nextStep);
  byId("learn-open", HTMLButtonElement).addEventListener("click", () => {
    void actions.openPreset("mazur", -1, { panel: "learn" }).then(goToTitle);
  });
  byId("learn-return", HTMLButtonElement).addEventListener("click", () => openStep(shown));
  listenToAsking(panel, ask);
  // The step sets the address, so there is one way to a step. Then reading begins at the step's title.
  for (const link of links)
    link.addEventListener("click", (event) => {
      event.preventDefault();
      openStep(link.getAttribute("data-goes-to") ?? "");
      contents.open = false;
      goToTitle();
    });

  return (state) => {
    const { learning } = state;
    const open = state.panel === "learn";
    bar.element.hidden = !open;
    if (!open) return;
    const lesson = lessons.find(({ step }) => step.id === learning.step);
    if (!lesson) return;
    const index = STEPS.indexOf(lesson.step);
    const about = isAbout(state.outline);
    other.hidden = about;
    bar.element.hidden = !about;
    setText(layers, written(state.outline.sizes));
    if (about) lesson.draw(state);
    showProblem(state);
    bar.draw(lesson);
    panel.classList.toggle("waiting", wholeIterations(state));
    setText(count, `Step ${index + 1} of ${STEPS.length}`);
    setAttributes(previous, { "aria-disabled": String(index === 0) });
    setAttributes(next, { "aria-disabled": String(index === STEPS.length - 1) });
    setText(score, `${learning.answered.length} answered`);
    away.hidden = !about || wholeIterations(state) || state.phase === state.outline.phaseIndex(lesson.step.phase);
    for (const link of links) {
      const id = link.getAttribute("data-goes-to") ?? "";
      const tick = link.querySelector(".tick");
      if (tick instanceof HTMLElement) tick.hidden = !learning.answered.includes(id);
      setAttributes(link, { "aria-current": id === learning.step ? "step" : "false" });
    }
    for (const { root, step } of lessons) root.hidden = !about || step !== lesson.step;
    if (shown !== learning.step) panel.scrollTop = 0;
    shown = learning.step;
    letScroll(lesson.root);
  };
}

/**
 * A copy of the question beside the diagram, for screens on which the panel is far from it.
 *
 * @param {() => void} back
 */
function createBar(back) {
  const element = byId("learn-bar", HTMLElement);
  const text = html("div", { class: "text" });
  const button = html("button", { type: "button", class: "small" }, ["Back to the step"]);
  button.addEventListener("click", back);
  element.append(text, button);
  /** @type {Node | null} */
  let shown = null;
  let verdict = "";
  return {
    element,
    /** @param {Lesson} lesson */
    draw({ asking, feedback }) {
      const said = feedback.textContent ?? "";
      if (shown === asking && said === verdict) return;
      shown = asking;
      verdict = said;
      const again = said === "" ? asking : feedback;
      text.replaceChildren(...[...again.childNodes].map((node) => node.cloneNode(true)));
      setAttributes(element, { "data-verdict": feedback.dataset.verdict ?? "" });
    },
  };
}

/**
 * Makes formulas that are wider than their place scrollable by keyboard.
 *
 * @param {Element} root
 */
function letScroll(root) {
  for (const box of root.querySelectorAll(".formula, .live .step")) {
    const wide = box.scrollWidth > box.clientWidth;
    setAttributes(box, { tabindex: wide ? 0 : -1, ...(wide && { role: "group" }) });
    if (!wide) box.removeAttribute("tabindex");
  }
}

/** Moves the reader to the step's title. */
export function goToTitle() {
  // The step is drawn in the next frame, before this runs.
  requestAnimationFrame(() => focusOn(document.querySelector(".lesson:not([hidden]) h3")));
}

/** @param {Element | null} element */
function focusOn(element) {
  if (!(element instanceof HTMLElement)) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "start" });
}
