import { byId, html, setAttributes, setText } from "./dom.js";
import * as edits from "../model/edits.js";
import { compact, grouped, subscripted } from "../text/format.js";
import { MEAN } from "../model/state.js";
import { cellsOf, columnsOf, examplesOf, pasted, problemsIn, tableOf, withoutHeaders } from "../model/table.js";
import { limits } from "../model/settings.js";
import { forLayers } from "./made.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../model/table.js").Table} Table
 */

/** Rows per page. */
const ROWS_A_PAGE = 50;

/**
 * The number of the diagram in each column: the examples', then the outputs and their losses.
 *
 * @param {string[]} columns
 */
function quantitiesIn(columns) {
  const numbers = columns.filter((name) => name.startsWith("y")).map((name) => name.slice(1));
  return [
    ...columns.map((name) => (name.startsWith("x") ? `x.i${name.slice(1)}` : `y.o${name.slice(1)}`)),
    ...numbers.map((number) => `a.o${number}`),
    ...numbers.map((number) => `loss.o${number}`),
  ];
}

/**
 * The training examples, each with the output of the network on screen. Edits take effect when every
 * cell is a number. Until then the bad cells are marked.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createExamples({ store, actions, initial }) {
  const root = byId("examples-table", HTMLTableElement);
  const head = byId("examples-columns", HTMLTableRowElement);
  const body = byId("examples", HTMLTableSectionElement);
  const problem = byId("examples-problem", HTMLElement);
  const discard = byId("discard-examples", HTMLButtonElement);
  const mean = byId("show-mean", HTMLButtonElement);
  const add = byId("add-example", HTMLButtonElement);
  const pages = byId("examples-pages", HTMLElement);
  const count = byId("examples-count", HTMLElement);
  const page = byId("examples-page", HTMLElement);
  /** The typed table, until the network on screen has it. @type {Table | null} */
  let draft = null;
  let first = 0;
  /** @type {State} */
  let latest;
  /** @type {Row[]} */
  let rows = [];
  /** @type {string[]} */
  let columns = [];

  /** The table of a network, made anew when another one has other columns. */
  const drawColumns = forLayers(({ sizes }) => {
    columns = columnsOf(sizes);
    draft = null;
    rows = [];
    body.replaceChildren();
    head.replaceChildren(...headersOf(columns));
    const outputs = columns.filter((name) => name.startsWith("y")).length;
    for (const [name, count] of Object.entries({ typed: columns.length, outputs }))
      root.style.setProperty(`--${name}`, String(count));
    return () => {};
  });

  /** @param {State} state */
  const lossOf = ({ frame }) => initial.losses.find(({ name }) => name === frame.experiment.loss);
  const table = () => draft ?? tableOf(latest.frame.experiment.examples);

  /**
   * @param {Table} typed
   * @param {string} what
   */
  function take(typed, what) {
    const bad = problemsIn(typed, columns, lossOf(latest))[0];
    draft = typed;
    if (bad) first = pageOf(Math.min(bad.row, limits.examples - 1));
    else void apply(typed, what);
    draw(latest);
  }

  /**
   * @param {Table} typed
   * @param {string} what
   */
  async function apply(typed, what) {
    await actions.edit(edits.examples(what, examplesOf(typed, columns)));
    if (draft !== typed) return;
    draft = null;
    draw(store.get());
  }

  /** @param {number} index */
  function row(index) {
    /** @param {string} text @param {number} column */
    const type = (text, column) => {
      const before = table();
      take(pasted(before, first + index, column, [[text]]), "example");
    };
    return createRow(columns, {
      type,
      paste(text, column) {
        const { cells, column: from } = withoutHeaders(cellsOf(text), column, columns);
        take(pasted(table(), first + index, from, cells), "pasting");
      },
      show() {
        // A row that was typed just now is not on the diagram yet.
        if (first + index < store.get().frame.experiment.examples.inputs.length) actions.showExample(first + index);
      },
      remove: () => {
        take(table().toSpliced(first + index, 1), "removing an example");
        add.focus();
      },
    });
  }

  add.addEventListener("click", () => {
    const before = table();
    first = pageOf(before.length);
    take([...before, before.at(-1) ?? columns.map(() => "0")], "adding an example");
  });
  discard.addEventListener("click", () => {
    draft = null;
    draw(latest);
    add.focus();
  });
  mean.addEventListener("click", () => actions.showExample(latest.example === MEAN ? 0 : MEAN));
  byId("earlier-examples", HTMLButtonElement).addEventListener("click", () => turn(-ROWS_A_PAGE));
  byId("later-examples", HTMLButtonElement).addEventListener("click", () => turn(ROWS_A_PAGE));

  /** @param {number} by */
  function turn(by) {
    first = Math.max(0, Math.min(first + by, pageOf(table().length - 1)));
    draw(latest);
  }

  /**
   * Whether the table has a row for each example, be the numbers in it those of another iteration.
   *
   * @param {State} state
   */
  function isDrawn({ frame: { experiment } }) {
    const shown = Math.min(ROWS_A_PAGE, experiment.examples.inputs.length - first);
    return rows.filter(({ element }) => !element.hidden).length === shown;
  }

  /** @param {State} state */
  function draw(state) {
    latest = state;
    drawColumns(state);
    // While nobody sees the table, it only has as many rows as there are examples.
    if (state.panel !== "experiment" && isDrawn(state)) return;
    const texts = table();
    const bad = draft ? problemsIn(draft, columns, lossOf(latest)) : [];
    first = Math.min(first, pageOf(texts.length - 1));
    const shown = texts.slice(first, first + ROWS_A_PAGE);
    while (rows.length < shown.length) {
      const made = row(rows.length);
      rows.push(made);
      body.append(made.element);
    }
    for (const [index, { element, draw }] of rows.entries()) {
      element.hidden = index >= shown.length;
      if (element.hidden) continue;
      const at = first + index;
      draw({
        number: at + 1,
        texts: shown[index] ?? [],
        answers: bad.length > 0 ? [] : answersTo(state, at),
        bad: bad.filter((one) => one.row === at).map(({ column }) => column),
        onDiagram: at === state.example,
        alone: texts.length === 1,
      });
    }
    setText(problem, bad[0]?.message ?? "");
    discard.hidden = bad.length === 0;
    const many = texts.length;
    mean.hidden = many === 1;
    setAttributes(mean, { "aria-pressed": String(state.example === MEAN) });
    setAttributes(add, { "aria-disabled": String(many >= limits.examples) });
    setText(count, many === 1 ? "m = 1" : `m = ${grouped(many)}; loss and gradients are means over them`);
    pages.hidden = many <= ROWS_A_PAGE;
    setText(page, `${first + 1} to ${Math.min(first + ROWS_A_PAGE, many)} of ${grouped(many)}`);
  }
  return draw;
}

/**
 * The network's outputs for an example, and their shares of the loss.
 *
 * @param {State} state
 * @param {number} example
 */
function answersTo({ frame: { pass, outputLosses } }, example) {
  return [...(pass.a.at(-1)?.[example] ?? []), ...(outputLosses[example] ?? [])];
}

/** @param {number} row */
function pageOf(row) {
  return Math.floor(Math.max(0, row) / ROWS_A_PAGE) * ROWS_A_PAGE;
}

/**
 * @typedef {ReturnType<typeof createRow>} Row
 *
 * @typedef {object} Drawn
 * @property {number} number
 * @property {string[]} texts
 * @property {number[]} answers
 * @property {number[]} bad        columns
 * @property {boolean} onDiagram
 * @property {boolean} alone       so it cannot be removed
 */

/**
 * What stands in a column: something typed, an output of the network, or its share of the loss.
 *
 * @param {string} name  of a column (x1, o1, E1) or of the number in it (a.o1, loss.o1)
 */
function kindOf(name) {
  return /^[xy]/.test(name) ? "typed" : /^(E|loss)/.test(name) ? "share" : "answer";
}

/** @param {string[]} columns */
function headersOf(columns) {
  const numbers = columns.filter((name) => name.startsWith("y")).map((name) => name.slice(1));
  const names = [...columns, ...numbers.map((number) => `o${number}`), ...numbers.map((number) => `E${number}`)];
  return [
    html("th", { scope: "col" }, ["#"]),
    html("td"),
    ...names.map((name) => html("th", { scope: "col", class: kindOf(name) }, [subscripted(name)])),
  ];
}

/**
 * @param {string[]} columns
 * @param {object} actions
 * @param {(text: string, column: number) => void} actions.type
 * @param {(text: string, column: number) => void} actions.paste
 * @param {() => void} actions.show
 * @param {() => void} actions.remove
 */
function createRow(columns, { type, paste, show, remove }) {
  const quantities = quantitiesIn(columns);
  const choose = html("button", { type: "button", class: "row-number" });
  choose.addEventListener("click", show);
  const fields = columns.map((_, column) => {
    const field = html("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    field.addEventListener("change", () => type(field.value.trim(), column));
    field.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!/[\t\n;]/.test(text.trim()) && cellsOf(text)[0]?.length === 1) return;
      event.preventDefault();
      paste(text, column);
    });
    return field;
  });
  const drop = html("button", { type: "button", class: "remove" }, ["×"]);
  drop.addEventListener("click", () => {
    if (drop.getAttribute("aria-disabled") !== "true") remove();
  });
  const cells = quantities.map((quantity, column) => {
    const field = fields[column];
    return html("td", { class: kindOf(quantity) }, field ? [field] : []);
  });
  const element = html("tr", {}, [html("th", { scope: "row" }, [choose]), html("td", {}, [drop]), ...cells]);

  /** @type {string[]} */
  const written = [];

  return {
    element,

    /** @param {Drawn} drawn */
    draw({ number, texts, answers, bad, onDiagram, alone }) {
      element.classList.toggle("on-diagram", onDiagram);
      setText(choose, String(number));
      setAttributes(choose, {
        "aria-label": `Show example ${number} on the diagram`,
        "aria-pressed": String(onDiagram),
      });
      for (const [column, field] of fields.entries()) {
        const text = texts[column] ?? "";
        // A cell that is being edited is left alone.
        const typing = document.activeElement === field && field.value !== written[column];
        if (field.value !== text && !typing) field.value = text;
        written[column] = text;
        setAttributes(field, {
          "aria-label": `${subscripted(columns[column] ?? "")} of example ${number}`,
          "aria-invalid": String(bad.includes(column)),
          ...(bad.includes(column) && { "aria-describedby": "examples-problem" }),
        });
      }
      for (const [column, cell] of cells.entries()) {
        setAttributes(cell, { "data-quantities": onDiagram ? (quantities[column] ?? "") : "" });
        const answer = answers[column - columns.length];
        if (column >= columns.length) setText(cell, answer === undefined ? "" : compact(answer));
      }
      setAttributes(drop, { "aria-label": `Remove example ${number}`, "aria-disabled": String(alone) });
    },
  };
}
