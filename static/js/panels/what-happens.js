/**
 * What happens in the phase on screen: why, its equation, and its computation for each of its units,
 * with the numbers. The server makes all of the content; this module only places it.
 */

import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { createLines, formula, matrixLines } from "./formulas.js";
import { listing } from "./source.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Happening} Happening
 * @typedef {import("../types").UnitRow} UnitRow
 */

/** With more units than these, a row shows the result, and how it is computed on demand. */
const IN_FULL = 4;

/**
 * @param {import("../types").Parts["actions"]} actions
 */
export function createWhatHappens({ ask }) {
  const title = byId("happening-title", HTMLElement);
  const sentence = byId("happening-sentence", HTMLElement);
  const equations = byId("happening-equations", HTMLElement);
  const list = byId("units", HTMLElement);
  const left = byId("units-left", HTMLElement);
  const questions = byId("questions", HTMLElement);
  const matrices = byId("matrices", HTMLElement);
  const python = byId("python", HTMLElement);
  /** @type {ReturnType<typeof createUnit>[]} */
  let units = [];
  let asked = "";

  list.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    // What was dragged over is to be copied.
    if (!target || target.closest("[aria-expanded]") || getSelection()?.type === "Range") return;
    const quantity = target.closest(".unit")?.getAttribute("data-quantities");
    if (quantity) ask(quantity);
  });

  return {
    /**
     * What the page knows of a phase by itself.
     *
     * @param {State} state
     */
    name({ outline, phase }) {
      const { name = "", sentence: words = "" } = outline.phases[phase] ?? {};
      setText(title, name);
      setText(sentence, words);
    },

    /** @param {Happening} told */
    draw(told) {
      setText(title, told.title);
      setText(sentence, told.sentence);
      equations.replaceChildren(...told.equations.map(({ mathml, text }) => formula(mathml, "step equation", text)));
      if (units.map(({ quantity }) => quantity).join() !== told.rows.map(({ quantity }) => quantity).join()) {
        units = told.rows.map(({ quantity }, index) => createUnit(quantity, `unit-${index}`));
        list.replaceChildren(...units.map(({ element }) => element));
      }
      const brief = told.rows.length > IN_FULL;
      setAttributes(list, { class: brief ? "brief" : told.rows.length > 2 ? "dense" : "" });
      for (const [index, unit] of units.entries()) unit.draw(/** @type {UnitRow} */ (told.rows[index]), brief);
      const more = told.units - told.rows.length;
      setText(left, more > 0 ? `And ${more} more.` : "");
      if (asked !== JSON.stringify(told.questions)) {
        asked = JSON.stringify(told.questions);
        questions.replaceChildren(...told.questions.map(disclosed));
      }
      matrices.replaceChildren(...told.matrices.flatMap((matrices) => matrixLines({ matrices })));
      python.replaceChildren(...told.python.map(listing));
    },
  };
}

/**
 * A unit of the phase. A press anywhere on it asks for its number.
 *
 * @param {string} quantity
 * @param {string} id
 */
function createUnit(quantity, id) {
  const [words, symbol] = [html("span", { class: "words" }), html("span", { class: "symbol" })];
  const name = html("button", { type: "button", class: "plain name" }, [words, " ", symbol]);
  const toggle = html("button", { type: "button", class: "toggle-lines", "aria-controls": id });
  const [short, lines] = [createLines(), createLines()];
  lines.element.id = id;
  short.element.append(name);
  const element = html("li", { class: "unit", "data-quantities": quantity }, [short.element, toggle, lines.element]);
  let open = false;
  let isBrief = false;

  function show() {
    lines.element.hidden = isBrief && !open;
    toggle.hidden = !isBrief;
    setAttributes(toggle, { "aria-expanded": String(open) });
  }
  toggle.addEventListener("click", () => {
    open = !open;
    show();
  });

  return {
    quantity,
    element,

    /**
     * @param {UnitRow} row
     * @param {boolean} brief  whether only its result is shown
     */
    draw(row, brief) {
      isBrief = brief;
      setText(words, row.title);
      setText(symbol, row.symbol);
      setAttributes(toggle, { "aria-label": `How to compute: ${row.title}` });
      const [rule, ...computed] = row.lines;
      short.draw(brief || !rule ? [row.short] : [rule]);
      lines.draw(brief ? row.lines : computed);
      show();
    },
  };
}

/** @param {Happening["questions"][0]} asked */
function disclosed({ question, answer }) {
  return html("details", {}, [html("summary", {}, [question]), html("p", {}, [answer])]);
}
