import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, columnsOf, examplesOf, pasted, problemsIn, tableOf, withoutHeaders } from "../../static/js/model/table.js";
import { startCore } from "./core.js";

const { limits } = await startCore();
const columns = columnsOf([2, 5, 2]);

/** @type {import("../../static/js/types").Loss} */
const CROSS_ENTROPY = { name: "", label: "cross-entropy", outputs: ["sigmoid"], targets: [0, 1], target_sum: null, reason: "" };
/** @type {import("../../static/js/types").Loss} */
const CATEGORICAL = { ...CROSS_ENTROPY, label: "categorical cross-entropy", target_sum: 1 };
const XOR = { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0, 1], [1, 0], [1, 0], [0, 1]] };

test("examples become a table of texts, and the table becomes the same examples", () => {
  assert.deepEqual(tableOf({ inputs: [[0.05, 0.1]], targets: [[0.01, 1e-7]] }), [["0.05", "0.1", "0.01", "1e-7"]]);
  assert.deepEqual(examplesOf(tableOf(XOR), columns), XOR);
});

test("a network's examples have a column for each input and each output", () => {
  const mixed = columnsOf([3, 4, 1]);
  assert.deepEqual(mixed, ["x1", "x2", "x3", "y1"]);
  const table = tableOf({ inputs: [[1, 2, 3]], targets: [[0]] });
  assert.deepEqual(examplesOf(pasted(table, 1, 2, [["8", "9", "10"]]), mixed), { inputs: [[1, 2, 3], [0, 0, 8]], targets: [[0], [9]] });
  assert.match(problemsIn([["1", "2", "3", "none"]], mixed, undefined)[0]?.message ?? "", /y₁ is “none”/);
  assert.deepEqual(withoutHeaders(cellsOf("y1,x3\n1,5"), 0, mixed).cells, [[null, null, "5", "1"]]);
});

test("cells are read from a spreadsheet's copy or from CSV", () => {
  const cells = [["0.5", "0.6"], ["0.7", "0.8"]];
  for (const text of ["0.5\t0.6\n0.7\t0.8", "0.5\t0.6\r\n0.7\t0.8\r\n", "0.5\t0.6\r0.7\t0.8", "0.5;0.6\n0.7;0.8\n\n", " 0.5, 0.6\n0.7 ,0.8"])
    assert.deepEqual(cellsOf(text), cells, JSON.stringify(text));
  assert.deepEqual(cellsOf("0,5\t0,6"), [["0,5", "0,6"]], "a comma between tabs is a decimal sign");
  assert.deepEqual(cellsOf("7"), [["7"]]);
  assert.deepEqual(cellsOf("0,5"), [["0,5"]], "one number is one cell");
});

test("a row with decimal commas, copied from a spreadsheet, is four numbers", () => {
  const row = pasted(tableOf({ inputs: [[0, 0]], targets: [[0, 0]] }), 0, 0, cellsOf("0,05\t−0,1\t1/4\t3,5×10⁻⁵\r\n"));
  assert.deepEqual(problemsIn(row, columns, undefined), []);
  assert.deepEqual(examplesOf(row, columns), { inputs: [[0.05, -0.1]], targets: [[0.25, 3.5e-5]] });
});

test("a number in another notation is not accepted in a cell", () => {
  assert.deepEqual(problemsIn([["0x10", "1_000", "Infinity", "1,2,3"]], columns, undefined).length, 4);
});

test("pasted cells replace those of the table, which grows by rows but not by columns", () => {
  const table = tableOf(XOR);
  const result = pasted(table, 3, 2, [["8", "9", "10"], ["11"]]);
  assert.deepEqual(result, [...table.slice(0, 3), ["1", "1", "8", "9"], ["0", "0", "11", "0"]]);
  assert.deepEqual(table, tableOf(XOR), "the table itself stays as it is");
});

/**
 * The table after pasting a text into the cell in this row and column.
 *
 * @param {string} text
 * @param {number} [row]
 * @param {number} [at]
 */
function afterPasting(text, row = 0, at = 0) {
  const { cells, column } = withoutHeaders(cellsOf(text), at, columns);
  return pasted(tableOf(XOR), row, column, cells);
}

test("a row of headers is left out, and says which column is which", () => {
  const rest = tableOf(XOR).slice(2);
  const rows = [["1", "2", "3", "4"], ["5", "6", "7", "8"], ...rest];
  assert.deepEqual(afterPasting("x1\tx2\ty1\ty2\n1\t2\t3\t4\n5\t6\t7\t8"), rows);
  assert.deepEqual(afterPasting("Y2,X_2,y₁,x₁\n4,2,3,1\n8,6,7,5", 0, 2), rows, "wherever they are pasted");
  assert.deepEqual(afterPasting("id;x1;note;x2;y1;y2\n9;1;a;2;3;4\n9;5;b;6;7;8"), rows, "without what is no column");
});

test("headers for some columns leave the others as they are", () => {
  assert.deepEqual(afterPasting("y1\tx1\n8\t9\n7\t6", 3), [
    ...tableOf(XOR).slice(0, 3),
    ["9", "1", "8", "1"],
    ["6", "0", "7", "0"],
  ]);
});

test("headers that name no column are left out, and the cells stay in their order", () => {
  assert.deepEqual(afterPasting("height\twidth\n8\t9", 1, 2)[1], ["0", "1", "8", "9"]);
});

test("a row of numbers, or words that stand alone, are no headers", () => {
  for (const text of ["0\t1\tnone\t1\n1\t1\t0\t0", "x1\tx2", "\t\n1\t2"])
    assert.deepEqual(withoutHeaders(cellsOf(text), 1, columns), { cells: cellsOf(text), column: 1 }, JSON.stringify(text));
});

test("each bad cell is reported with its place and the allowed values", () => {
  const table = [["0", "1", "none", "1"], ["1", "1", "1e999", ""]];
  const problems = problemsIn(table, columns, undefined);
  assert.deepEqual(problems.map(({ row, column }) => [row, column]), [[0, 2], [1, 2], [1, 3]]);
  assert.match(problems[0]?.message ?? "", /^Row 1, y₁ is “none”; .*number.*allowed/);
  assert.match(problems[2]?.message ?? "", /^Row 2, y₂ is empty;/);
  assert.deepEqual(problemsIn(tableOf(XOR), columns, undefined), []);
});

test("cross-entropy has targets from 0 to 1, and any inputs", () => {
  const problems = problemsIn([["-3", "7", "1.5", "0.5"]], columns, CROSS_ENTROPY);
  assert.deepEqual(problems.map(({ column }) => column), [2]);
  assert.match(problems[0]?.message ?? "", /from 0 to 1/);
});

test("categorical cross-entropy has targets that sum to 1, but for rounding", () => {
  assert.deepEqual(problemsIn([["-3", "7", "0.25", "0.75"], ["0", "0", "0.333333333333", "0.666666666666"]], columns, CATEGORICAL), []);
  const problems = problemsIn([["-3", "7", "0.5", "0.5"], ["-3", "7", "0.25", "0.5"], ["1", "1", "2", "-1"]], columns, CATEGORICAL);
  assert.deepEqual(problems.map(({ row, column }) => [row, column]), [[1, 3], [2, 2], [2, 3]]);
  assert.equal(
    problems[0]?.message,
    "Row 2: the targets sum to 0.75; categorical cross-entropy takes targets that sum to 1.",
  );
});

test("the API's limit of examples is allowed, and one more is not", () => {
  const row = ["0.1", "0.2", "0.3", "0.4"];
  assert.deepEqual(problemsIn(Array(limits.examples).fill(row), columns, undefined), []);
  const [problem, ...others] = problemsIn(Array(limits.examples + 1).fill(row), columns, undefined);
  assert.match(problem?.message ?? "", /at most 1,000/);
  assert.deepEqual(others, []);
});
