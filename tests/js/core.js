/** The real core for tests of the page's modules. No number in them is made up. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { setLimits } from "../../static/js/model/settings.js";

const ROOT = new URL("../../", import.meta.url);

/** The page of the server that all test files share. @type {Promise<string> | undefined} */
let page;

/**
 * Starts a server, unless another file has; it stops after the last test. `server/api.js` reaches
 * it by a path without an origin, as in the page.
 *
 * @returns {Promise<import("../../static/js/types").Initial>} the data in the page
 */
export async function startCore() {
  page ??= serve();
  const [, json] = /<script[^>]* id="initial">(.*?)<\/script>/s.exec(await page) ?? [];
  assert.ok(json, "the page carries no initial state");
  const initial = JSON.parse(json);
  setLimits(initial.limits);
  return initial;
}

async function serve() {
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
  return (await globalThis.fetch("/")).text();
}

/**
 * Does something while another function answers in place of the server.
 *
 * @template T
 * @param {() => Response} answers
 * @param {() => Promise<T>} act
 */
export async function answeredBy(answers, act) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => answers();
  try {
    return await act();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** @returns {Response} */
export function nobody() {
  throw new TypeError("fetch failed");
}
