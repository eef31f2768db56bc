/** The learning-rate sweep: the same run at other rates. */

import { learningRate } from "../model/edits.js";
import { byId, setAttributes, setText } from "../ui/dom.js";
import { grouped, precise } from "../text/format.js";
import { spinButton } from "../ui/number-field.js";
import { limits } from "../model/settings.js";
import { createProblem } from "../ui/problem.js";
import { logGrid } from "../charts/scales.js";
import { createSweepPlots } from "./sweep-plots.js";

/**
 * @typedef {object} Sweep  the answer of `/api/sweep`
 * @property {import("../types").Experiment} experiment
 * @property {number[]} rates
 * @property {number[]} iterations
 * @property {number[][]} losses     of each rate, up to the last finite one
 * @property {Verdict[]} verdicts
 * @property {{rate_index: number, iteration: number}[]} diverged_at
 * @property {number | null} best  index of the rate with the lowest final loss; null if all diverge
 *
 * @typedef {"falls" | "climbs" | "diverges"} Verdict
 */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ store, actions }) {
  const sentence = byId("sweep-sentence", HTMLElement);
  const invalid = byId("sweep-invalid", HTMLElement);
  const result = byId("sweep-result", HTMLElement);
  const slider = byId("sweep-pick", HTMLInputElement);
  const picked = byId("sweep-picked", HTMLElement);
  const use = byId("sweep-use", HTMLButtonElement);
  const names = /** @type {const} */ (["lowest", "highest", "count", "steps"]);
  const fields = names.map((name) => byId(`sweep-${name}`, HTMLInputElement));
  const numbers = fields.map((field, index) =>
    spinButton(field, index < 2 ? { min: 0 } : { whole: true, min: 1, max: () => (index === 2 ? limits.rates : limits.steps) }),
  );
  const showProblem = createProblem({ root: byId("sweep-problem", HTMLElement), place: "sweep", actions });
  /** @type {Sweep | undefined} */
  let sweep;
  /** @type {import("../types").Labs["sweep"] | undefined} */
  let choice;
  /** Index of the selected rate. */
  let at = 0;

  const plots = createSweepPlots({ pick });
  byId("sweep-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  slider.addEventListener("input", () => pick(Number(slider.value)));
  use.addEventListener("click", () => {
    const rate = sweep?.rates[at];
    if (rate !== undefined) void actions.edit(learningRate(rate));
  });

  function start() {
    const [lowest = NaN, highest = NaN, count = NaN, steps = NaN] = numbers.map(({ typed }) => {
      const found = typed();
      return "value" in found ? found.value : NaN;
    });
    const wrong = [
      !(lowest > 0 && Number.isFinite(lowest)) && "The lowest rate is a number above 0.",
      !(highest > lowest && Number.isFinite(highest)) && "The highest rate is a number above the lowest.",
      !isWhole(count, 2, limits.rates) && `The number of rates is a whole number from 2 to ${grouped(limits.rates)}.`,
      !isWhole(steps, 1, limits.steps) && `The steps are a whole number from 1 to ${grouped(limits.steps)}.`,
    ];
    const first = wrong.findIndex(Boolean);
    setText(invalid, wrong[first] || "");
    for (const [index, field] of fields.entries())
      setAttributes(field, { "aria-invalid": String(index === first) });
    if (first >= 0) return;
    actions.chooseInLab("sweep", { lowest, highest, count, steps });
    actions.sweep(logGrid([lowest, highest], count), steps);
    // Asking for the same sweep again retries a failure.
    if (store.get().problems.sweep) actions.retry("sweep");
  }

  /** @param {number} index */
  function pick(index) {
    const rate = sweep?.rates[index];
    if (!sweep || rate === undefined) return;
    at = index;
    slider.value = String(index);
    const words = inWords(sweep, index);
    setAttributes(slider, { "aria-valuetext": words });
    setText(picked, words);
    setText(use, `Use rate ${precise(rate, 6)}`);
    plots.mark(index);
  }

  /** @param {Sweep} answer */
  function draw(answer) {
    sweep = answer;
    result.hidden = false;
    setAttributes(slider, { max: answer.rates.length - 1 });
    setText(sentence, summary(answer));
    plots.show(answer);
    plots.own(store.get().frame.experiment.learning_rate);
    pick(answer.best ?? 0);
  }

  return (state) => {
    showProblem(state);
    const { answers, problems, sweep: asked } = state;
    if (state.labs.sweep !== choice) {
      choice = state.labs.sweep;
      for (const [index, name] of names.entries()) {
        const field = fields[index];
        if (field) field.value = String(choice[name]);
      }
    }
    if (answers.sweep && answers.sweep !== sweep) draw(answers.sweep);
    const waiting = asked !== null && (asked.experiment !== sweep?.experiment || asked.rates !== sweep.rates);
    if (waiting) setText(sentence, problems.sweep ? "" : "Training the copies …");
    plots.own(state.frame.experiment.learning_rate);
  };
}

/**
 * `Of 81 rates, 12.6 ends lowest: loss 0.000123 after 200 steps from iteration 0. ...`
 *
 * @param {Sweep} sweep
 */
function summary(sweep) {
  const { rates, iterations, verdicts, best } = sweep;
  if (best === null) return `All ${grouped(rates.length)} rates diverge.`;
  const [from = 0, to = 0] = [iterations[0], iterations.at(-1)];
  /** @param {Verdict} verdict */
  const count = (verdict) => verdicts.filter((one) => one === verdict).length;
  const others = Object.entries({ climbs: "climb above where they began", diverges: "diverge" }).flatMap(([verdict, what]) => {
    const many = count(/** @type {Verdict} */ (verdict));
    return many ? [`${grouped(many)} ${what}`] : [];
  });
  const lead = `Of ${grouped(rates.length)} rates, ${precise(rates[best] ?? NaN, 6)} ends lowest: `;
  const loss = sweep.losses[best]?.at(-1) ?? NaN;
  const end = `loss ${precise(loss, 6)} after ${grouped(to - from)} ${to - from === 1 ? "step" : "steps"} from iteration ${grouped(from)}.`;
  return `${lead}${end} ${others.length ? `Of the others, ${others.join(" and ")}.` : "At no rate does the loss climb or diverge."}`;
}

/**
 * `Rate 12.6: the loss falls from 0.298 to 0.000123.`
 *
 * @param {Sweep} sweep
 * @param {number} index
 */
function inWords({ rates, losses, verdicts, diverged_at }, index) {
  const rate = `Rate ${precise(rates[index] ?? NaN, 6)}`;
  const first = precise(losses[index]?.[0] ?? NaN, 6);
  const last = precise(losses[index]?.at(-1) ?? NaN, 6);
  if (verdicts[index] !== "diverges") return `${rate}: the loss ${verdicts[index]} from ${first} to ${last}.`;
  const where = diverged_at.find(({ rate_index }) => rate_index === index);
  return `${rate}: diverges at iteration ${grouped(where?.iteration ?? NaN)}, where the numbers leave the finite range.`;
}

/**
 * @param {number} value
 * @param {number} lowest
 * @param {number} highest
 */
function isWhole(value, lowest, highest) {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}
