import assert from "node:assert/strict";
import { test } from "node:test";
import { colourAt, css } from "../../static/js/lab/ramp.js";

/** @param {number} t */
function lightness(t) {
  const [red, green, blue] = colourAt(t);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("the ramp goes from dark to bright without turning back", () => {
  for (let i = 1; i <= 100; i++) assert.ok(lightness(i / 100) > lightness((i - 1) / 100), String(i));
});

test("what is beyond the ramp has the colour of its end", () => {
  assert.deepEqual(colourAt(-3), colourAt(0));
  assert.deepEqual(colourAt(7), colourAt(1));
});

test("every colour is one that CSS takes", () => {
  for (let i = 0; i <= 1000; i++)
    for (const part of colourAt(i / 1000)) assert.ok(Number.isInteger(part) && part >= 0 && part <= 255);
  assert.equal(css([68, 1, 84]), "rgb(68, 1, 84)");
});
