/** The imports of the page's modules. */

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { startCore } from "./core.js";

const ROOT = new URL("../../static/js/", import.meta.url);

/** `theme.js` is a script, which the page loads before it is painted. */
const SCRIPTS = ["theme.js"];

/** The imports of a module. Types are imported in comments, which this does not match. */
const IMPORT = /^(?:import|export) [^;]*? from "(\.[^"]+)";/gms;

/**
 * The imports of each module that a module leads to, by path.
 *
 * @param {string} path
 * @param {Map<string, string[]>} found  is filled with them
 */
async function importsFrom(path, found) {
  if (found.has(path)) return;
  const url = new URL(path, ROOT);
  const text = await readFile(url, "utf-8");
  const imports = [...text.matchAll(IMPORT)].map(([, to]) => new URL(to ?? "", url).href.slice(ROOT.href.length));
  found.set(path, imports);
  for (const imported of imports) await importsFrom(imported, found);
}

/** Scripts of their own, which the page imports when they are opened. */
const LATER = ["exercises/list.js", "practise/room.js"];

const entries = ["main.js", ...LATER, ...(await startCore()).lab.map((name) => `lab/${name}.js`)];
/** @type {Map<string, string[]>} */
const imports = new Map();
for (const entry of entries) await importsFrom(entry, imports);

test("the page reaches every module", async () => {
  const files = await readdir(ROOT, { recursive: true });
  const modules = files.filter((path) => path.endsWith(".js") && !SCRIPTS.includes(path));
  assert.deepEqual([...imports.keys()].sort(), modules.sort());
});

test("there are no circular imports", () => {
  /** @param {string} path @param {string[]} way */
  function walk(path, way) {
    assert.ok(!way.includes(path), [...way, path].join(" -> "));
    for (const next of imports.get(path) ?? []) walk(next, [...way, path]);
  }
  for (const entry of entries) walk(entry, []);
});

test("the model does not import views", () => {
  for (const [path, imported] of imports) {
    if (!path.startsWith("model/")) continue;
    const rooms = imported.map((to) => to.split("/")[0]);
    for (const room of ["ui", "panels", "diagram", "lab", "charts", "editing", "share", "practise", "exercises"])
      assert.ok(!rooms.includes(room), `${path} imports from ${room}`);
  }
});
