import { isSame } from "../model/presets.js";
import { askedQuantity, shownPhase } from "../model/state.js";
import { precise } from "../text/format.js";
import { byId, html, setAttributes } from "../ui/dom.js";
import { createProblem } from "../ui/problem.js";

/**
 * @typedef {import("../types").PrintedExercise} PrintedExercise
 * @typedef {import("../types").ExerciseAnswer} ExerciseAnswer
 * @typedef {ExerciseAnswer["figures"][number]} Figure
 */

/** What became of a figure: its sign, and the word for it that is only spoken. @type {Record<Figure["outcome"], readonly [string, string]>} */
const OUTCOMES = {
  reproduced: ["✓", "reproduced"],
  rounded: ["≈", "rounded"],
  follows: ["↳", "follows"],
  mistake: ["✗", "mistake"],
  left: ["?", "not explained"],
};

/** Significant digits of a computed number, where there is little room. */
const COMPUTED = 7;

/** A source may be long; the address is not printed again. */
const SOURCE = /** @type {const} */ (["publication", "seen_in", "repository", "path"]);

/**
 * The printed exercises: a list, of which one is opened with its experiment and its figures. They come
 * from the server once the list is looked at.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createList({ actions }) {
  const list = byId("exercises", HTMLElement);
  const introduction = byId("exercises-about", HTMLElement);
  const root = byId("exercise", HTMLElement);
  const showProblem = createProblem({ root: byId("exercises-problem", HTMLElement), place: "exercises", actions });
  /** @type {readonly PrintedExercise[] | undefined} */
  let listed;
  /** @type {ExerciseAnswer | null} */
  let shown = null;
  /** @type {ReturnType<typeof tableOf> | null} */
  let table = null;

  return (state) => {
    showProblem(state);
    const exercises = state.answers.exercises?.exercises;
    // Another run forgets the answers, but the exercises are the same.
    if (exercises && exercises !== listed) {
      listed = exercises;
      list.replaceChildren(...exercises.map((one) => listItem(one, actions.openExercise)));
    }
    const { exercise } = state;
    list.hidden = introduction.hidden = exercise !== null;
    root.hidden = exercise === null;
    if (exercise !== shown) {
      shown = exercise;
      table = exercise && tableOf(exercise, actions);
      root.replaceChildren(...(exercise && table ? [...about(exercise, actions), table.note, table.root] : []));
    }
    if (!exercise || !table) return;
    const [start, ...later] = state.timeline.changed;
    table.note.hidden = later.length === 0 && start !== undefined && isSame(start, exercise.experiment);
    const asked = askedQuantity(state);
    const phase = state.outline.phases[shownPhase(state)]?.id;
    for (const { button, where } of table.places) {
      const here = where.iteration === state.frame.iteration && where.phase === phase && where.quantity === asked;
      setAttributes(button, { "aria-current": String(here) });
    }
  };
}

/**
 * @param {PrintedExercise} exercise
 * @param {(id: string) => unknown} open
 */
function listItem({ id, title, author, year, layers, figures }, open) {
  const button = html("button", { type: "button" }, [title]);
  button.addEventListener("click", () => void open(id));
  const facts = [author, ...(year ? [String(year)] : []), layers.join("-"), `${figures} figures`];
  return html("li", {}, [button, html("p", { class: "quiet" }, [facts.join(", ")])]);
}

/**
 * Who printed it where, and how they calculate.
 *
 * @param {ExerciseAnswer} answer
 * @param {import("../types").Parts["actions"]} actions
 */
function about({ exercise, counts, figures }, actions) {
  const { title, author, year, source, conventions } = exercise;
  const back = html("button", { type: "button", class: "small" }, ["All exercises"]);
  back.addEventListener("click", actions.closeExercise);
  const explained = figures.length - counts.reproduced - counts.left;
  const { error, loss, examples, biases, learning_rate, digits } = conventions;
  const ways = [
    ["Error", error],
    ["Loss", loss],
    ["Examples", examples],
    ["Biases", biases],
    ["Learning rate", learning_rate || "none"],
    ["Digits", digits],
  ];
  return [
    html("p", { class: "opened" }, [html("strong", {}, [title]), back]),
    html("p", { class: "quiet" }, [[author, ...(year ? [String(year)] : [])].join(", ")]),
    html("p", {}, [
      html("strong", {}, [`${counts.reproduced} of ${figures.length}`]),
      ` figures are reproduced to every digit, ${explained} more are explained, ${counts.left} are not.`,
    ]),
    html("details", {}, [
      html("summary", {}, ["Where it is printed, and how the author calculates"]),
      html("p", { class: "quiet" }, [SOURCE.map((part) => source[part]).filter(Boolean).join("; ")]),
      html("dl", { class: "ways" }, ways.flatMap(([name = "", way = ""]) => [html("dt", {}, [name]), html("dd", {}, [way])])),
    ]),
  ];
}

/**
 * The figures as a table, the ways to their places, and a note for when another experiment is on screen.
 *
 * @param {ExerciseAnswer} answer
 * @param {import("../types").Parts["actions"]} actions
 */
function tableOf({ exercise, figures }, actions) {
  /** @type {{button: HTMLButtonElement, where: NonNullable<Figure["where"]>}[]} */
  const places = [];
  const rows = figures.flatMap((figure) => {
    const { name, where, example } = figure;
    if (!where) return rowsOf(figure, name);
    const button = html("button", { type: "button" }, [name]);
    button.addEventListener("click", () => {
      actions.showExample(example);
      void actions.goTo(where);
    });
    places.push({ button, where });
    return rowsOf(figure, button);
  });
  const open = html("button", { type: "button", class: "small" }, ["Open the exercise again"]);
  open.addEventListener("click", () => void actions.openExercise(exercise.id));
  const columns = [["Figure"], ["Printed"], ["Computed here"], [html("span", { class: "unseen" }, ["Outcome"])]];
  return {
    places,
    note: html("p", { class: "note" }, ["The experiment on screen is another, so its numbers differ. ", open]),
    root: html("div", { class: "figures-scroll", tabindex: 0, role: "region", "aria-label": `Figures of ${exercise.title}` }, [
      html("table", { class: "figures" }, [
        html("thead", {}, [html("tr", {}, columns.map((column) => html("th", { scope: "col" }, column)))]),
        html("tbody", {}, rows),
      ]),
    ]),
  };
}

/**
 * The row of a figure, and one below it with the reason if there is something to say.
 *
 * @param {Figure} figure
 * @param {HTMLElement | string} name
 */
function rowsOf({ printed, computed, outcome, reason, where }, name) {
  const [sign, word] = OUTCOMES[outcome];
  const at = where && where.iteration > 0 ? [html("span", { class: "at" }, [`iteration ${where.iteration}`])] : [];
  const row = html("tr", { class: outcome === "left" || outcome === "mistake" ? "apart" : "reproduced", "data-figure": word }, [
    html("th", { scope: "row" }, [name, ...at]),
    html("td", { class: "agreeing" }, [printed.replaceAll("-", "−")]),
    html("td", { class: "agreeing" }, [computed === undefined ? "" : precise(computed, COMPUTED)]),
    html("td", { class: "outcome" }, [
      html("span", { "aria-hidden": "true" }, [sign]),
      " ",
      html("span", { class: "unseen" }, [word]),
    ]),
  ]);
  if (reason === "") return [row];
  return [row, html("tr", { class: "why" }, [html("td", { colspan: 4 }, [reason])])];
}
