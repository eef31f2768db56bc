import assert from "node:assert/strict";
import { test } from "node:test";
import { decadesApart } from "../../static/js/charts/loss-curve.js";

test("the ticks of a logarithmic axis are whole decades, and few", () => {
  assert.equal(decadesApart([]), 1);
  assert.equal(decadesApart([0.25]), 1);
  // A loss that is still to be recalled is a hole; one of 0 has no place on this axis.
  assert.equal(decadesApart([0.3, 1e-5, , 0]), 1);
  assert.equal(decadesApart([0.3, 1e-9]), 2);
  assert.equal(decadesApart([0.03, 8.1e25]), 5);
});
