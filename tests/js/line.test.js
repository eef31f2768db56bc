import assert from "node:assert/strict";
import { test } from "node:test";
import { lineAt, lineThrough } from "../../static/js/charts/points.js";

test("a line leads through its points, to a hundredth of a pixel", () => {
  assert.equal(lineThrough([[0, 1], [2.005, 3], [4, 1 / 3]]), "M0 1L2.01 3L4 0.33");
  assert.equal(lineThrough([]), "");
});

test("a line has a gap where there is no point, and a point alone is a dot", () => {
  assert.equal(lineThrough([[0, 0], [1, 1], null, [3, 3], null, null, [6, 6], [7, 7]]), "M0 0L1 1M3 3h0M6 6L7 7");
  assert.equal(lineThrough([null, [1, 1]]), "M1 1h0");
});

test("a line through a point is as long however steep", () => {
  for (const slope of [0, 1, -3, 1e6]) {
    const [x1, y1, x2, y2] = (lineAt([50, 50], slope, 10).match(/-?[\d.]+/g) ?? []).map(Number);
    assert.ok(Math.abs(Math.hypot((x2 ?? 0) - (x1 ?? 0), (y2 ?? 0) - (y1 ?? 0)) - 20) < 0.05, `slope ${slope}`);
  }
});
