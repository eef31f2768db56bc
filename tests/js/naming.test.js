import assert from "node:assert/strict";
import { test } from "node:test";
import { Outline, keyOf } from "../../static/js/model/outline.js";
import { post } from "../../static/js/server/api.js";
import { inNotation } from "../../static/js/text/naming.js";
import { startCore } from "./core.js";

const { answer: { experiment } } = await startCore();

/** @param {import("../../static/js/types").Notation} notation */
async function outlineIn(notation) {
  return new Outline(await post("/api/phases", { experiment, notation }), keyOf(experiment, notation));
}

test("the names in a sentence are those of the notation on screen", async () => {
  const said = "You multiplied by h2 (0.596) instead of h1 (0.593): w5, w11 and W1, 1e5, tanh.";
  const names = {
    short: "You multiplied by h₂ (0.596) instead of h₁ (0.593): w₅, w11 and W1, 1e5, tanh.",
    article: "You multiplied by h₂ (0.596) instead of h₁ (0.593): w₅, w11 and W1, 1e5, tanh.",
    general: "You multiplied by a¹₂ (0.596) instead of a¹₁ (0.593): θ²₁₁, w11 and W1, 1e5, tanh.",
  };
  for (const [notation, sentence] of Object.entries(names)) {
    const outline = await outlineIn(/** @type {import("../../static/js/types").Notation} */ (notation));
    assert.equal(inNotation(said, outline), sentence, notation);
  }
});
