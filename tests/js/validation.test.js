import assert from "node:assert/strict";
import { test } from "node:test";
import { like, NotAllowed } from "../../static/js/model/validation.js";

/**
 * Whether a value has the shape of an example.
 *
 * @param {unknown} value
 * @param {unknown} example
 */
function hasShape(value, example) {
  try {
    like(example)(value, "it");
    return true;
  } catch (error) {
    assert.ok(error instanceof NotAllowed && error.message.startsWith("it"), String(error));
    return false;
  }
}

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

test("an error names the field, its value and the allowed values", () => {
  const example = { a: [[1]], b: true, c: "" };
  /** @type {[unknown, string][]} */
  const cases = [
    [{ a: [[1, 2], [3, "x"]] }, 'it.a[1][1] is "x", not a finite number'],
    [{ a: [[1], []] }, "it.a[1] is an empty list, not a list of at least one"],
    [{ a: [[1]], b: 1 }, "it.b is 1, not true, false or a word"],
    [{ a: [[1]], b: true }, "it.c is missing"],
    [{ a: [[1]], b: true, c: { toString: 1 } }, "it.c is an object, not a text"],
    [{ a: "x".repeat(99) }, `it.a is "${"x".repeat(29)}…, not a list of at least one`],
  ];
  for (const [value, message] of cases) assert.throws(() => like(example)(value, "it"), { message });
});

test("numbers that are not finite are refused", () => {
  for (const value of [NaN, Infinity, -Infinity, undefined]) assert.equal(hasShape(value, 1), false);
});
