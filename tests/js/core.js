/** The real core for tests of the page's modules, so that no number in them is made up. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { after } from "node:test";

const ROOT = new URL("../../", import.meta.url);

/**
 * Starts a server of its own, which stops after the tests of this file. `server/api.js` reaches it
 * as it does in the page: a path without an origin leads there.
 *
 * @returns {Promise<import("../../static/js/types").Initial>} what the page begins with
 */
export async function startCore() {
  const server = spawn(".venv/bin/python", ["-m", "app", "--port", "0"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => server.kill());
  process.once("exit", () => server.kill());
  const { value: line } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
  const origin = line?.split(" ").at(-1);
  assert.ok(origin, "the server has not started");
  const { fetch } = globalThis;
  globalThis.fetch = (path, request) => fetch(new URL(String(path), origin), request);
  const page = await (await globalThis.fetch("/")).text();
  const [, json] = /<script[^>]* id="initial">(.*?)<\/script>/s.exec(page) ?? [];
  assert.ok(json, "the page carries no initial state");
  return JSON.parse(json);
}
