/** Learn: the guided derivation, step by step, on the live diagram. Puts its parts together. */

import { problemOf } from "../model/problems.js";
import { follow } from "../server/follow.js";
import { byId } from "../ui/dom.js";
import { createCurve } from "./curve.js";
import { createLesson } from "./lesson.js";
import { askLive, liveAsked } from "./live.js";
import { createLearnPanel, goToTitle } from "./panel.js";
import { followAddress } from "./place.js";
import { STEPS } from "./steps.js";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLearn(parts) {
  const { store, actions } = parts;
  const lessons = STEPS.map((step) => {
    const root = document.querySelector(`[data-step="${step.id}"]`);
    if (!(root instanceof HTMLElement)) throw new TypeError(`the page has no step ${step.id}`);
    return createLesson({ root, step, actions });
  });
  const views = [createLearnPanel({ ...parts, lessons }), createCurve(parts)];

  follow({
    store,
    question: (state) =>
      liveAsked(state, lessons.find(({ step }) => step.id === state.learning.step)?.wanted(state) ?? []),
    ask: askLive,
    answered: (live) => actions.answered({ answers: { ...store.get().answers, live } }, "learn"),
    failed: (error, again) => actions.say("learn", problemOf(error, again)),
  });

  /** @param {string} id */
  function openAtTitle(id) {
    actions.openStep(id);
    goToTitle();
  }
  followAddress({ store, open: openAtTitle, leave: () => actions.openPanel("explain") });
  byId("open-learn", HTMLButtonElement).addEventListener("click", () => openAtTitle(store.get().learning.step));

  return (state) => {
    for (const view of views) view(state);
  };
}
