import assert from "node:assert/strict";
import { test } from "node:test";
import { sheetOf } from "../../static/js/model/checking.js";
import { learningRate } from "../../static/js/model/edits.js";
import { followSheetAddress } from "../../static/js/share/sheet.js";
import { answeredBy, nobody, startCore } from "./core.js";
import { openPage } from "./page.js";

const initial = await startCore();

/** The page at an address. */
async function openAt(/** @type {string} */ hash) {
  const page = openPage(initial);
  const location = { hash, pathname: "/", search: "" };
  const history = { replaceState: () => void (location.hash = "") };
  await followSheetAddress({ explorer: page.explorer, window: { location, history, addEventListener: () => undefined } });
  return { ...page, location };
}

test("the address of a sheet opens its experiment and its blanks, once", async () => {
  const { store, location } = await openAt("#sheet=7.1.3.2-2-2");
  const { sheet, frame, panel, preset } = store.get();
  assert.equal(location.hash, "");
  assert.equal(sheet?.title, "Sheet 1 of seed 7: the gradients of the output layer");
  assert.deepEqual(sheet.blanks.map(({ quantity }) => quantity), ["gradient.w5", "gradient.w6", "gradient.w7", "gradient.w8"]);
  assert.equal(sheet.blanks[0]?.symbol, "∂E/∂w₅");
  assert.deepEqual([frame.experiment, panel, preset], [sheet.experiment, "check", ""]);
});

test("another address opens nothing", async () => {
  const { store, first } = await openAt("#learn/loss");
  assert.equal(store.get().sheet, null);
  assert.equal(store.get().frame, first);
});

test("what is right of a sheet stays marked, and only there", async () => {
  const { store, explorer } = await openAt("#sheet=7.1.1.2-2-2");
  const [first, second] = store.get().frame.pass.z[0]?.[0] ?? [];
  await explorer.check("z.h1", String(first), Number(first));
  await explorer.check("z.h2", "0.999", 0.999);
  assert.notEqual(second, 0.999);
  assert.deepEqual(sheetOf(store.get())?.right, ["z.h1"]);
  await explorer.edit(learningRate(0.25));
  assert.equal(sheetOf(store.get()), null);
  await explorer.undo();
  assert.deepEqual(sheetOf(store.get())?.right, ["z.h1"]);
});

test("a sheet of other layers opens too", async () => {
  const { store } = await openAt("#sheet=0.2.5.4-4-4-4");
  assert.equal(sheetOf(store.get())?.blanks.length, 12 + 12 + 5 + 12 + 48 + 48);
  assert.equal(store.get().outline.of("weight").length, 48);
});

for (const code of ["", "7.1.3", "7.1.3.2-9-2", "%00", "x".repeat(300)])
  test(`a code that is none is refused, and nothing changes: ${code.slice(0, 12)}`, async () => {
    const { store, first } = await openAt(`#sheet=${code}`);
    const { problems, sheet, frame } = store.get();
    assert.match(problems.page?.message ?? "", /^This sheet cannot be opened\. (Got|String)/);
    assert.deepEqual([sheet, frame], [null, first]);
  });

test("without the server it can be opened again", async () => {
  const { store, explorer } = await answeredBy(nobody, () => openAt("#sheet=7.1.3.2-2-2"));
  assert.ok(store.get().problems.page?.retry);
  explorer.retry("page");
  await explorer.openSheet("7.1.3.2-2-2");
  assert.equal(store.get().sheet?.blanks.length, 4);
});
