/** Links, files and storage written by earlier versions of the page, which kept less of the view. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { judge, toCarry } from "../../static/js/share/carried.js";
import { openFile } from "../../static/js/share/files.js";
import { unpack } from "../../static/js/share/address.js";
import { UNREADABLE } from "../../static/js/share/persistence.js";
import { startCore } from "./core.js";
import { freshOf, openPage, storageOf } from "./page.js";

const initial = await startCore();
const fresh = freshOf(initial);

/** The screen in each case. */
const CASES = {
  fresh: { iteration: 0, known: 1, phase: 0, selected: null, notation: "short", scale: "linear", step: "loss" },
  changed: { iteration: 70, known: 101, phase: 7, selected: "w5", notation: "article", scale: "log", step: "loss" },
  many: { iteration: 3, known: 4, phase: 1, selected: null, notation: "short", scale: "linear", step: "net-input" },
};

for (const [name, expected] of Object.entries(CASES)) {
  const text = await readFile(new URL(`data/before/${name}.json`, import.meta.url), "utf-8");
  /** @type {{link: string, file: any, memory: Record<string, string>}} */
  const before = JSON.parse(text);
  const { scale: _, step: __, ...carried } = expected;

  test(`a link of an earlier version opens: ${name}`, async () => {
    const run = judge(await unpack(before.link.replace("#run=", "")), fresh);
    const { explorer, store } = openPage(initial);
    await explorer.open(run.changed, run);
    await explorer.recall();
    const state = store.get();
    assert.deepEqual(state.problems, {});
    assert.deepEqual({ ...expected, ...pick(toCarry(state), carried) }, expected);
    assert.equal(state.timeline.firstHole(), -1);
    assert.deepEqual(state.timeline.changed, before.file.changed.map(nothingFrozen));
  });

  test(`a file of an earlier version opens: ${name}`, async () => {
    const page = openPage(initial);
    const file = new File([JSON.stringify(before.file)], "experiment.json");
    await openFile(file, { actions: page.explorer, fresh });
    assert.deepEqual(page.store.get().problems, {});
    assert.deepEqual({ ...expected, ...pick(toCarry(page.store.get()), carried) }, expected);
  });

  test(`the storage of an earlier version restores the reader's place: ${name}`, async () => {
    const { explorer, store } = openPage(initial, storageOf(before.memory));
    const kept = JSON.parse(before.memory["backprop-explorer"] ?? "");
    assert.deepEqual(store.get().problems, {});
    for (const frame of /** @type {const} */ (["frame", "origin"])) {
      const { experiment, next, ...rest } = kept[frame];
      const expected = { ...rest, experiment: nothingFrozen(experiment), next: nothingFrozen(next) };
      assert.deepEqual(store.get()[frame], expected);
    }
    assert.deepEqual(pick(toCarry(store.get()), expected), expected);
    await explorer.recall(UNREADABLE);
    assert.equal(store.get().timeline.firstHole(), -1);
    assert.deepEqual(store.get().problems, {});
  });
}

/**
 * What an experiment of an earlier version means.
 *
 * @param {object} experiment
 */
function nothingFrozen(experiment) {
  return { ...experiment, frozen: [] };
}

/**
 * @param {object} all
 * @param {object} names
 */
function pick(all, names) {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in names));
}

test("the known steps in an earlier version's storage of the derivation are kept", () => {
  /** @type {[string, string, string[]][]} */
  const cases = [
    ['{"step": "recursion", "answered": ["recursion", "weights"]}', "recursion", ["recursion", "weights"]],
    ['{"step": "gone", "answered": ["gone", 7, "weights"]}', "loss", ["weights"]],
    ['{"step": 1, "answered": "weights"}', "loss", []],
    ['{"step": {}, "answered": {"includes": 1}}', "loss", []],
    ["garbage", "loss", []],
    ["null", "loss", []],
  ];
  for (const [kept, step, answered] of cases) {
    const { learning, problems } = openPage(initial, storageOf({ "backprop-explorer-learn": kept })).store.get();
    assert.deepEqual([learning.step, learning.answered, problems], [step, answered, {}], kept);
  }
});
