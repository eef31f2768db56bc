/**
 * The address that carries a run: `#run=...`. It is opened once and then dropped, since what is on
 * screen soon is another place. (`learn/place.js` keeps the other fragments, `#learn/...`.)
 */

import { judge } from "./carried.js";
import { pack, unpack } from "./packing.js";

/** @typedef {import("./carried.js").Carried} Carried */

const PREFIX = "#run=";

/** @type {import("../types").Notice} */
const DAMAGED = {
  kind: "problem",
  message: "This link is damaged: it cannot be opened, so here is the worked example.",
};

/**
 * Under the name by which this page was opened.
 *
 * @param {Carried} carried
 */
export async function addressOf(carried) {
  return `${location.origin}${location.pathname}${PREFIX}${await pack(carried)}`;
}

/**
 * @param {import("../model/explorer.js").Explorer} explorer
 * @param {Carried} example
 */
export function followSharedAddress(explorer, example) {
  async function read() {
    const { hash } = location;
    if (!hash.startsWith(PREFIX)) return;
    const run = await unpack(hash.slice(PREFIX.length))
      .then((value) => judge(value, example))
      .catch(() => null);
    if (run) await explorer.open(run.changed, { ...run, unreadable: DAMAGED });
    else await explorer.openExample(DAMAGED);
    if (location.hash === hash) history.replaceState(null, "", location.pathname + location.search);
  }
  addEventListener("hashchange", read);
  void read();
}
