/** Freezing on the page: which names are meant, what an edit makes of them, and what is said. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { freezing } from "../../static/js/model/edits.js";
import { isFrozen, namesOf } from "../../static/js/model/frozen.js";
import { differences } from "../../static/js/model/kept-runs.js";
import { isSame } from "../../static/js/model/presets.js";
import { edgeInWords, edgeValues } from "../../static/js/text/describe.js";
import { startCore } from "./core.js";
import { openPage, outlineOf } from "./page.js";

const initial = await startCore();
const outline = outlineOf(initial);
const start = initial.answer.experiment;
const own = { ...start, train_biases: true };

/** @param {string} name */
const part = (name) => /** @type {import("../../static/js/types").Part} */ (outline.parts.find((one) => one.name === name));

test("a weight is frozen by its name, and a bias that is one for its layer by those of all its neurons", () => {
  assert.deepEqual(namesOf(start, part("w5"), outline), ["w5"]);
  assert.deepEqual(namesOf(start, part("b.h2"), outline), ["b.h1", "b.h2"]);
  assert.deepEqual(namesOf(own, part("b.h2"), outline), ["b.h2"]);
  const different = { ...start, network: { ...start.network, biases: [[0.1, 0.2], [0.3, 0.4]] } };
  assert.deepEqual(namesOf({ ...different, train_biases: "per_layer" }, part("b.o1"), outline), ["b.o1", "b.o2"]);
  assert.deepEqual(namesOf(different, part("b.o1"), outline), ["b.o1"]);
});

test("any name of a shared bias freezes it", () => {
  const frozen = { ...start, train_biases: /** @type {const} */ ("per_layer"), frozen: ["b.h1"] };
  assert.ok(isFrozen(frozen, part("b.h2"), outline));
  assert.ok(!isFrozen(frozen, part("b.o1"), outline));
  assert.ok(!isFrozen({ ...own, frozen: ["b.h1"] }, part("b.h2"), outline));
});

test("freezing adds names, releasing takes them away, and neither has one twice", () => {
  const once = freezing("", ["b.h1", "b.h2"], true).apply({ ...start, frozen: ["w5", "b.h1"] });
  assert.deepEqual(once.frozen, ["w5", "b.h1", "b.h2"]);
  assert.deepEqual(freezing("", ["b.h1", "b.h2"], false).apply(once).frozen, ["w5"]);
});

test("a preset with something frozen is edited, whatever the order of the names", () => {
  assert.ok(!isSame(start, { ...start, frozen: ["w5"] }));
  assert.ok(isSame({ ...start, frozen: ["w1", "w5"] }, { ...start, frozen: ["w5", "w1"] }));
});

test("a run is named after what is frozen in it and not in the other", () => {
  const names = { settings: initial, outline };
  const frozen = { ...start, frozen: ["w5", "w1"] };
  assert.equal(differences(frozen, start, names), "w5 and w1 frozen");
  assert.equal(differences(start, frozen, names), "w5 and w1 free again");
  assert.equal(differences({ ...start, frozen: ["w5", "w6", "w7"] }, start, names), "3 parameters frozen");
});

test("a frozen weight is said to be frozen and to stay, and undo releases it", async () => {
  const { explorer, store } = openPage(initial);
  await explorer.edit(freezing("freezing w5", ["w5"], true));
  await explorer.goToPhase(outline.last);
  const edge = outline.edges.find(({ name }) => name === "w5");
  assert.ok(edge);
  assert.equal(edgeInWords(store.get(), edge), "w5, h1 to o1, 0.4, frozen, gradient 0.0821670406, stays, before the update 0.4");
  assert.equal(edgeValues(store.get(), edge).direction?.name, "none");
  assert.deepEqual(store.get().undo.done.map(({ what }) => what), ["freezing w5"]);
  await explorer.undo();
  assert.deepEqual(store.get().frame.experiment.frozen, []);
});
