/** Training examples as a table of texts, for typing and pasting. */

import { grouped, precise, subscripted } from "../text/format.js";
import { numberIn } from "../text/numbers.js";
import { hasSum, limits } from "./settings.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {import("../types").Loss} Loss
 * @typedef {string[][]} Table  a row for each example: inputs, then targets
 */

/**
 * The columns of a network's examples, by name: x1, x2, y1.
 *
 * @param {number[]} sizes  of its layers
 */
export function columnsOf(sizes) {
  /** @param {string} letter @param {number} count */
  const named = (letter, count) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
  return [...named("x", sizes[0] ?? 0), ...named("y", sizes.at(-1) ?? 0)];
}

/** @param {string} column */
const isInput = (column) => column.startsWith("x");

/**
 * @param {Experiment["examples"]} examples
 * @returns {Table}
 */
export function tableOf({ inputs, targets }) {
  return inputs.map((row, i) => [...row, ...(targets[i] ?? [])].map(String));
}

/**
 * @param {Table} table  with a number in every cell
 * @param {string[]} columns
 * @returns {Experiment["examples"]}
 */
export function examplesOf(table, columns) {
  const rows = table.map((row) => row.map(numberIn));
  const inputs = columns.filter(isInput).length;
  return {
    inputs: rows.map((row) => row.slice(0, inputs)),
    targets: rows.map((row) => row.slice(inputs)),
  };
}

/**
 * The cells of a text copied from a spreadsheet: a row per line, with tabs between the cells. CSV
 * with semicolons or commas works, too. A text that is a single number, such as 0,5, is one cell.
 *
 * @param {string} text
 * @returns {Table}
 */
export function cellsOf(text) {
  if (!Number.isNaN(numberIn(text))) return [[text.trim()]];
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const separator = ["\t", ";", ","].find((sign) => text.includes(sign)) ?? "\t";
  return lines.map((line) => line.split(separator).map((cell) => cell.trim()));
}

/**
 * Pasted cells without their row of headers, if they begin with one: a row of words above others.
 * Columns called as the table's own, in `plain` letters, go where they belong, in whatever order they come, and other columns
 * are left out. If none is called so, all stay where they are.
 *
 * @param {Table} cells
 * @param {number} column  the first one pasted into
 * @param {string[]} columns
 * @returns {{cells: (string | null)[][], column: number}}  null where a cell stays as it is
 */
export function withoutHeaders(cells, column, columns) {
  const [words = [], ...rows] = cells;
  const isHeader = rows.length > 0 && words.join("") !== "" && words.every((word) => Number.isNaN(numberIn(word)));
  if (!isHeader) return { cells, column };
  const headers = words.map(plain);
  const places = columns.map((name) => headers.indexOf(name));
  if (places.every((place) => place < 0)) return { cells: rows, column };
  return { cells: rows.map((row) => places.map((place) => (place < 0 ? null : (row[place] ?? "")))), column: 0 };
}

/** @param {string} header */
function plain(header) {
  return header.normalize("NFKC").toLowerCase().replace(/[^a-z0-9]/g, "");
}

/**
 * The table with cells pasted from a place on. Cells beyond the last column are dropped. Rows are
 * added as needed, with zeros to the left of the pasted cells.
 *
 * @param {Table} table
 * @param {number} row
 * @param {number} column
 * @param {(string | null)[][]} cells  null where a cell stays as it is
 * @returns {Table}
 */
export function pasted(table, row, column, cells) {
  const result = table.map((texts) => [...texts]);
  const width = table[0]?.length ?? 0;
  for (const [i, line] of cells.entries()) {
    const target = (result[row + i] ??= Array.from({ length: width }, () => "0"));
    for (const [j, cell] of line.entries()) if (cell !== null && column + j < width) target[column + j] = cell;
  }
  return result;
}

/**
 * The errors in a table, in reading order.
 *
 * @param {Table} table
 * @param {string[]} columns
 * @param {Loss | undefined} loss
 * @returns {{row: number, column: number, message: string}[]}
 */
export function problemsIn(table, columns, loss) {
  if (table.length > limits.examples) {
    const message = `${grouped(table.length)} examples; at most ${grouped(limits.examples)} are allowed.`;
    return [{ row: limits.examples, column: 0, message }];
  }
  return table.flatMap((texts, row) => {
    const bad = texts.flatMap((text, column) => {
      const name = columns[column] ?? "";
      const allowed = allowedIn(name, loss);
      if (allowed.holds(numberIn(text))) return [];
      const said = text === "" ? "empty" : `“${text.slice(0, 20)}”`;
      const message = `Row ${grouped(row + 1)}, ${subscripted(name)} is ${said}; ${allowed.words}.`;
      return [{ row, column, message }];
    });
    return bad.length > 0 ? bad : sumProblem(texts, row, columns, loss);
  });
}

/**
 * The error in a row whose targets do not have the sum that the loss needs.
 *
 * @param {string[]} texts
 * @param {number} row
 * @param {string[]} columns
 * @param {Loss | undefined} loss
 */
function sumProblem(texts, row, columns, loss) {
  const targets = texts.filter((_, column) => !isInput(columns[column] ?? "")).map(numberIn);
  if (!loss || hasSum(targets, loss.target_sum)) return [];
  const sum = precise(targets.reduce((sum, y) => sum + y, 0), 6);
  const message = `Row ${grouped(row + 1)}: the targets sum to ${sum}; ${loss.label} takes targets that sum to ${loss.target_sum}.`;
  return [{ row, column: texts.length - 1, message }];
}

/**
 * @param {string} column
 * @param {Loss | undefined} loss
 */
function allowedIn(column, loss) {
  const [low, high] = loss?.targets ?? [null, null];
  if (loss && low !== null && high !== null && !isInput(column))
    return {
      holds: (/** @type {number} */ value) => value >= low && value <= high,
      words: `${loss.label} takes targets from ${low} to ${high}`,
    };
  return { holds: Number.isFinite, words: "a number such as 0.05 is allowed" };
}
