import { byId, html, setAttributes, setText } from "./dom.js";
import { grouped } from "../text/format.js";
import { numberField } from "./number-field.js";
import { SPEEDS } from "../model/speeds.js";
import { limits } from "../model/limits.js";

/**
 * The buttons and fields under the diagram.
 *
 * @param {import("../model/explorer.js").Explorer} explorer
 * @returns {import("../types").View}
 */
export function createControls(explorer) {
  /** @type {[string, () => unknown][]} */
  const clicks = [
    ["reset", explorer.reset],
    ["previous-iteration", explorer.previousIteration],
    ["previous-phase", explorer.previousPhase],
    ["next-phase", explorer.nextPhase],
    ["next-iteration", explorer.nextIteration],
    ["play", explorer.togglePlay],
    ["stop", explorer.stop],
  ];
  for (const [id, action] of clicks)
    byId(id, HTMLButtonElement).addEventListener("click", () => void action());

  const previousIteration = byId("previous-iteration", HTMLButtonElement);
  const previousPhase = byId("previous-phase", HTMLButtonElement);
  const nextPhase = byId("next-phase", HTMLButtonElement);
  const play = byId("play", HTMLButtonElement);
  const run = byId("run", HTMLButtonElement);
  const stop = byId("stop", HTMLButtonElement);
  const progress = byId("progress", HTMLProgressElement);
  const progressText = byId("progress-text", HTMLElement);

  const speed = byId("speed", HTMLSelectElement);
  speed.append(...SPEEDS.map(({ id, label }) => html("option", { value: id }, [label])));
  speed.addEventListener("change", () => explorer.setSpeed(speed.value));

  const iterations = numberField(
    byId("iterations-to-run", HTMLInputElement),
    byId("iterations-problem", HTMLElement),
    { whole: true, min: 1, max: () => limits.iterations },
    explorer.setIterationsToRun,
  );
  const rate = numberField(
    byId("learning-rate", HTMLInputElement),
    byId("rate-problem", HTMLElement),
    { min: limits.least_rate, such: "0.5" },
    explorer.setLearningRate,
  );
  run.addEventListener("click", () => {
    if (iterations.commit()) void explorer.run();
  });

  return (state) => {
    const { frame, phase, playing } = state;
    const atStart = frame.iteration === 0;
    setDisabled(previousIteration, atStart);
    setDisabled(previousPhase, atStart && phase === 0);
    setDisabled(stop, !state.run);
    setText(play, playing ? "Pause" : "Play");
    play.classList.toggle("playing", playing);
    nextPhase.classList.toggle("invites", atStart && phase === 0 && state.known === 1);
    if (speed.value !== state.speed) speed.value = state.speed;
    iterations.show(state.iterationsToRun);
    rate.show(frame.experiment.learning_rate);
    progress.hidden = !state.run;
    if (state.run) {
      const { from, to } = state.run;
      const done = frame.iteration - from;
      setAttributes(progress, { max: to - from, value: done });
      setText(progressText, `${grouped(done)} of ${grouped(to - from)}`);
    } else setText(progressText, "");
  };
}

/**
 * A button that does nothing now, but keeps its place and the focus that may be on it.
 *
 * @param {HTMLButtonElement} button
 * @param {boolean} disabled
 */
function setDisabled(button, disabled) {
  setAttributes(button, { "aria-disabled": String(disabled) });
}
