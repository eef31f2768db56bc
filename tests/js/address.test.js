import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { learningRate } from "../../static/js/model/edits.js";
import { addressOf, followSharedAddress, pack, unpack } from "../../static/js/share/address.js";
import { toCarry } from "../../static/js/share/carried.js";
import { answeredBy, nobody, startCore } from "./core.js";
import { assertBegins, exampleOf, networkOf, openPage, reloaded } from "./page.js";

const initial = await startCore();
const example = exampleOf(initial);
const [start] = example.changed;
assert.ok(start);

/** @param {string | Uint8Array} content */
function deflated(content) {
  return deflateRawSync(Buffer.from(content)).toString("base64url");
}

/** @param {string | Uint8Array} content */
function packed(content) {
  return `#run=${deflated(content)}`;
}

/**
 * The fragment of an address with the worked example and this change.
 *
 * @param {Record<string, unknown>} change
 */
function spoiled(change) {
  return packed(JSON.stringify({ ...example, ...change }));
}

/** A window with an address, which can change. */
function windowAt(/** @type {string} */ hash) {
  /** @type {() => unknown} */
  let told = () => undefined;
  const location = { hash, pathname: "/", search: "?quiet" };
  return {
    location,
    history: {
      replaceState(/** @type {unknown} */ _, /** @type {string} */ __, /** @type {unknown} */ url) {
        location.hash = new URL(String(url), "http://here").hash;
      },
    },
    addEventListener(/** @type {string} */ type, /** @type {any} */ listener) {
      assert.equal(type, "hashchange");
      told = listener;
    },
    go(/** @type {string} */ hash) {
      location.hash = hash;
      return told();
    },
  };
}

/**
 * The page at an address.
 *
 * @param {string} hash
 */
async function openAt(hash) {
  const page = openPage(initial);
  const window = windowAt(hash);
  await followSharedAddress({ explorer: page.explorer, fresh: page.fresh, window });
  return { ...page, window };
}

const steep = { ...start, learning_rate: 1e300, network: { ...start.network, activations: ["identity", "identity"] } };
const { loss: _, ...lossless } = start;

const DAMAGED = {
  "nothing": "#run=",
  "bad base64": "#run=%%%",
  "bad deflate": "#run=AAAA",
  "cut short": spoiled({}).slice(0, -20),
  "no JSON": packed("{"),
  "no text": packed(new Uint8Array([0xff, 0xfe])),
  "a bomb": packed(" ".repeat(30_000_000)),
  "nested": packed('{"changed":'.repeat(1000)),
  "refused by the server": spoiled({ changed: [{ ...start, loss: "mse" }] }),
  "refused later": spoiled({ known: 5, changed: [start, { ...start, iteration: 3, loss: "?" }] }),
  "diverging": spoiled({ known: 9, iteration: 8, changed: [steep] }),
};

for (const [what, hash] of Object.entries(DAMAGED))
  test(`a damaged address says so and opens the example: ${what}`, async () => {
    const page = await openAt(hash);
    assert.match(page.store.get().problems.page?.message ?? "", /^This link is damaged/);
    assert.equal(page.window.location.hash, "");
    await assertBegins(page);
  });

/** What is wrong with what a link carries, and what is said of it. @type {[string, string][]} */
const UNOPENED = [
  [packed("null"), "it holds no experiment"],
  [packed("[1]"), "it holds no experiment"],
  [spoiled({ version: 99 }), "it is of another version"],
  [spoiled({ changed: [] }), "it holds no experiment"],
  [spoiled({ changed: [lossless] }), "changed[0].loss is missing"],
  [spoiled({ phase: 11 }), "phase is 11, not a whole number from 0 to 10"],
  [spoiled({ iteration: -1 }), "iteration is -1, not a whole number from 0 to 0"],
  [spoiled({ iteration: 7 }), "iteration is 7, not a whole number from 0 to 0"],
  [spoiled({ example: 3 }), "example is 3, not a whole number from -1 to 0"],
  [spoiled({ notation: "roman" }), 'notation is "roman", not one of "short", "article", "general"'],
  [
    spoiled({ changed: [networkOf(initial, [2, 5, 2])] }),
    "its network is 2-5-2, and a page shows up to 2 hidden layers of up to 4 neurons, inputs and outputs likewise",
  ],
  [spoiled({ known: 10_000_001 }), "its run has 10,000,000 iterations, and at most 100,000 can be opened"],
];

test("a link that cannot be opened says why, and the example opens", async () => {
  for (const [hash, why] of UNOPENED) {
    const page = await openAt(hash);
    const said = `This link cannot be opened: ${why}. Here is the worked example.`;
    assert.equal(page.store.get().problems.page?.message, said);
    assert.equal(page.window.location.hash, "");
    await assertBegins(page);
  }
});

test("nothing is computed of a link to a run that is too long", async () => {
  await answeredBy(
    () => assert.fail("the server was asked"),
    () => openAt(spoiled({ known: 1e7, iteration: 5e6 })),
  );
});

test("a good address opens without a message and is removed", async () => {
  const page = await openAt(spoiled({}));
  assert.deepEqual(page.store.get().problems, {});
  assert.equal(page.window.location.hash, "");
  await assertBegins(page);
});

test("every way to train biases can be shared and survives a reload", async () => {
  for (const train_biases of /** @type {const} */ ([true, false, "per_layer"])) {
    const changed = [{ ...example.changed[0], train_biases }];
    const page = await openAt(spoiled({ changed }));
    assert.deepEqual(page.store.get().problems, {});
    const again = await reloaded(initial, page);
    assert.deepEqual(again.store.get().problems, {});
    assert.deepEqual(again.store.get().timeline.changed, changed);
  }
});

test("an address opens the run in the middle, with its changes and its losses", async () => {
  const { store, explorer } = openPage(initial);
  await explorer.goToIteration(40);
  await explorer.edit(learningRate(4));
  await explorer.goToIteration(100);
  await explorer.goToIteration(70);
  await explorer.goToPhase(7);
  const carried = toCarry(store.get());
  const address = await addressOf(carried, { origin: "http://here:8000", pathname: "/" });
  assert.match(address, /^http:\/\/here:8000\/#run=[\w-]+$/);

  const other = await openAt(new URL(address).hash);
  assert.deepEqual(other.store.get().frame, store.get().frame);
  assert.deepEqual(toCarry(other.store.get()), carried);
});

test("an address entered on an open page is opened, and can be undone", async () => {
  const page = await openAt("");
  await page.explorer.nextIteration();
  const { frame } = page.store.get();
  await page.window.go(spoiled({ phase: 5 }));
  assert.deepEqual([page.store.get().frame.iteration, page.store.get().phase], [0, 5]);
  await page.explorer.undo();
  assert.deepEqual(page.store.get().frame, frame);
});

test("other fragments are left alone", async () => {
  const page = await openAt("#learn/weights");
  assert.equal(page.window.location.hash, "#learn/weights");
  assert.deepEqual(page.store.get().problems, {});
});

test("a link can be tried again after the server was away", async () => {
  const page = await answeredBy(nobody, () => openAt(spoiled({ phase: 5 })));
  const { page: problem } = page.store.get().problems;
  assert.match(problem?.message ?? "", /^The server does not answer/);
  problem?.retry?.();
  // Happens after the link is opened.
  await page.explorer.nextPhase();
  assert.deepEqual([page.store.get().problems, page.store.get().phase], [{}, 6]);
});

test("packed values are deflated JSON in base64url, which is safe in an address", async () => {
  const value = { run: [0.1, -1e-300, 1e21], name: "δ ≠ ∂", deep: [{ a: null }] };
  const text = await pack(value);
  assert.match(text, /^[\w-]+$/);
  assert.deepEqual(JSON.parse(inflateRawSync(Buffer.from(text, "base64url")).toString()), value);
  assert.deepEqual(await unpack(text), value);
});

test("base64 of any length is unpacked", async () => {
  for (let length = 0; length < 12; length++) {
    const value = "?".repeat(length);
    assert.equal(await unpack(deflated(JSON.stringify(value))), value);
  }
});

test("long values are packed and unpacked", async () => {
  const value = Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  assert.deepEqual(await unpack(await pack(value)), value);
});

test("damaged text is refused", async () => {
  const whole = deflated(JSON.stringify({ numbers: Array.from({ length: 50 }, Math.sqrt) }));
  const noText = deflated(new Uint8Array([0x22, 0xff, 0x22]));
  for (const text of ["", "%%%", "AAAA", whole.slice(0, -20), deflated("{"), noText])
    await assert.rejects(unpack(text), undefined, text);
});

test("text that inflates beyond the server's limit is refused", async () => {
  assert.equal(await unpack(deflated(`7${" ".repeat(2 ** 20 - 1)}`)), 7);
  await assert.rejects(unpack(deflated(`7${" ".repeat(2 ** 20)}`)), /more than 1048576 bytes/);
  await assert.rejects(unpack(deflated(`7${" ".repeat(30_000_000)}`)), /more than 1048576 bytes/);
});
