/** A test fails when the code under it warns: on the console, or by a warning of Node's. */

import assert from "node:assert/strict";
import process from "node:process";
import { afterEach } from "node:test";

/** @type {unknown[][]} */
let complaints = [];

for (const kind of /** @type {const} */ (["warn", "error"]))
  console[kind] = (...said) => complaints.push([`console.${kind}`, ...said]);
process.on("warning", (warning) => complaints.push([warning]));

afterEach(() => {
  const said = complaints;
  complaints = [];
  assert.deepEqual(said, []);
});
