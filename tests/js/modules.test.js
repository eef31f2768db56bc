/** How the page's modules hang together. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const ROOT = new URL("../../static/js/", import.meta.url);

/** What a module imports when it is loaded; types are imported in comments. */
const IMPORT = /^(?:import|export) [^;]*? from "(\.[^"]+)";/gms;

/**
 * By the path of each module, from `main.js` on, what it imports.
 *
 * @param {string} path
 * @param {Map<string, string[]>} [found]
 * @returns {Promise<Map<string, string[]>>}
 */
async function importsFrom(path, found = new Map()) {
  if (found.has(path)) return found;
  const url = new URL(path, ROOT);
  const text = await readFile(url, "utf-8");
  const imports = [...text.matchAll(IMPORT)].map(([, to]) => new URL(to ?? "", url).href.slice(ROOT.href.length));
  found.set(path, imports);
  for (const imported of imports) await importsFrom(imported, found);
  return found;
}

const imports = await importsFrom("main.js");

test("no modules import one another in a circle", () => {
  assert.ok(imports.size > 80, "the modules were found");
  /** @param {string} path @param {string[]} way */
  function walk(path, way) {
    assert.ok(!way.includes(path), [...way, path].join(" -> "));
    for (const next of imports.get(path) ?? []) walk(next, [...way, path]);
  }
  walk("main.js", []);
});

test("the model knows neither views nor the document", () => {
  for (const [path, imported] of imports) {
    if (!path.startsWith("model/")) continue;
    const rooms = imported.map((to) => to.split("/")[0]);
    for (const room of ["ui", "panels", "diagram", "lab", "charts", "editing", "share"])
      assert.ok(!rooms.includes(room), `${path} imports from ${room}`);
  }
});
