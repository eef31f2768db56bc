/** Moving through the run: the buttons and fields under the diagram, and the slider. */

import { lastOf, seriesOf } from "../charts/loss-series.js";
import { learningRate } from "../model/edits.js";
import { SPEEDS, limits } from "../model/settings.js";
import { isPractising, walks } from "../model/practising.js";
import { isRunning } from "../model/state.js";
import { grouped } from "../text/format.js";
import { byId, html, setAttributes, setText } from "./dom.js";
import { numberField } from "./number-field.js";

/**
 * The buttons and fields under the diagram.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createControls({ actions }) {
  /** @type {[string, () => unknown][]} */
  const clicks = [
    ["reset", actions.reset],
    ["previous-iteration", actions.previousIteration],
    ["previous-phase", actions.previousPhase],
    ["next-phase", actions.nextPhase],
    ["next-iteration", actions.nextIteration],
    ["play", actions.togglePlay],
    ["stop", actions.stop],
  ];
  for (const [id, action] of clicks)
    byId(id, HTMLButtonElement).addEventListener("click", () => void action());

  const reset = byId("reset", HTMLButtonElement);
  const previousIteration = byId("previous-iteration", HTMLButtonElement);
  const previousPhase = byId("previous-phase", HTMLButtonElement);
  const nextPhase = byId("next-phase", HTMLButtonElement);
  const nextIteration = byId("next-iteration", HTMLButtonElement);
  const play = byId("play", HTMLButtonElement);
  const run = byId("run", HTMLButtonElement);
  const stop = byId("stop", HTMLButtonElement);
  const bar = byId("progress", HTMLProgressElement);
  const progressText = byId("progress-text", HTMLElement);

  const speed = byId("speed", HTMLSelectElement);
  speed.append(...SPEEDS.map(({ id, label }) => html("option", { value: id }, [label])));
  speed.addEventListener("change", () => actions.setSpeed(speed.value));

  const toRun = byId("iterations-to-run", HTMLInputElement);
  const learning = byId("learning-rate", HTMLInputElement);
  const fields = [speed, toRun, learning];
  const iterations = numberField(
    toRun,
    byId("iterations-problem", HTMLElement),
    { whole: true, min: 1, max: () => limits.iterations },
    actions.setIterationsToRun,
  );
  const rate = numberField(
    learning,
    byId("rate-problem", HTMLElement),
    { min: limits.least_rate, such: "0.5" },
    (value) => actions.edit(learningRate(value)),
  );
  run.addEventListener("click", () => {
    if (iterations.commit()) void actions.run();
  });

  return (state) => {
    const { frame, phase, playing } = state;
    const atStart = frame.iteration === 0;
    // A task of Practise has numbers of its own, which stay as they are.
    const held = isPractising(state);
    setDisabled(previousIteration, held || atStart);
    setDisabled(previousPhase, held ? !walks(state) || phase === 0 : atStart && phase === 0);
    setDisabled(nextPhase, held && state.scene?.done !== true && (!walks(state) || phase === state.outline.last));
    for (const button of [reset, nextIteration, play, run]) setDisabled(button, held);
    for (const field of fields) field.disabled = held;
    const progress = state.progress ?? state.recalling;
    setDisabled(stop, !progress);
    setText(play, playing ? "Pause" : "Play");
    play.classList.toggle("playing", playing);
    nextPhase.classList.toggle("primary", !held);
    nextPhase.classList.toggle("invites", !held && atStart && phase === 0 && state.timeline.known === 1);
    if (speed.value !== state.speed) speed.value = state.speed;
    iterations.show(state.iterationsToRun);
    rate.show(frame.experiment.learning_rate);
    bar.hidden = !progress;
    if (progress) setAttributes(bar, { max: progress.to - progress.from, value: progress.at - progress.from });
    setText(progressText, progress ? inWords(progress) : "");
  };
}

/** The words before the count. A run needs none. */
const COUNTED = { run: "", opening: "Opening: ", losses: "Losses: " };

/** @param {import("../types").Progress} progress */
function inWords({ of, from, to, at }) {
  return `${COUNTED[of]}${grouped(at - from)} of ${grouped(to - from)}`;
}

/**
 * Disables a button without removing it from the tab order, so that it can keep the focus.
 *
 * @param {HTMLButtonElement} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  setAttributes(button, { "aria-disabled": String(disabled) });
}

/**
 * A slider over the iterations of the plot above it. It goes as far as the run on screen does.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createTimeSlider({ actions, initial }) {
  const slider = byId("time", HTMLInputElement);
  let last = 0;
  slider.addEventListener("input", () => {
    if (slider.valueAsNumber > last) slider.value = String(last);
    void actions.goToIteration(slider.valueAsNumber);
  });

  return (state) => {
    const { frame, timeline } = state;
    last = timeline.known - 1;
    setAttributes(slider, {
      max: lastOf(seriesOf(state, initial.lossCurves)),
      "aria-valuetext": `Iteration ${grouped(frame.iteration)} of ${grouped(last)}`,
    });
    slider.disabled = last === 0;
    // During a drag the slider is ahead of the screen.
    if (isRunning(state) || !slider.matches(":active")) slider.value = String(frame.iteration);
  };
}
