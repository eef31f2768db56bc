import assert from "node:assert/strict";
import { test } from "node:test";
import { hasShape } from "../../static/js/model/validation.js";

test("a value has the shape of an example", () => {
  /** @type {[unknown, unknown, boolean][]} */
  const cases = [
    [1, 2, true],
    [0, 2, true],
    ["1", 2, false],
    [null, 2, false],
    [true, 2, false],
    ["a", "b", true],
    [1, "b", false],
    [false, true, true],
    [[1, 2, 3], [1], true],
    [[], [1], false],
    [[1, "2"], [1], false],
    [[[1, 2], [3, 4]], [[0, 0], [0, 0]], true],
    [[[1, 2], [3]], [[0, 0], [0, 0]], false],
    [[[1, 2], null], [[0, 0], [0, 0]], false],
    [{ 0: 1, length: 1 }, [1], false],
    [{ a: 1, b: 2 }, { a: 3 }, true],
    [{ b: 2 }, { a: 3 }, false],
    [null, { a: 3 }, false],
    [[], { a: 3 }, false],
    ["text", { length: 3 }, false],
  ];
  for (const [value, example, fits] of cases)
    assert.equal(hasShape(value, example), fits, `${JSON.stringify(value)} as ${JSON.stringify(example)}`);
});

test("numbers that are not finite have no shape", () => {
  for (const value of [NaN, Infinity, -Infinity, undefined]) assert.equal(hasShape(value, 1), false);
});
