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
 * @param {{origin: string, pathname: string}} location  of the page
 */
export async function addressOf(carried, { origin, pathname }) {
  return `${origin}${pathname}${PREFIX}${await pack(carried)}`;
}

/**
 * Opens what the page's address carries, now and whenever it changes.
 *
 * @param {object} parts
 * @param {Pick<import("../model/explorer.js").Explorer, "open" | "openExample">} parts.explorer
 * @param {Carried} parts.example
 * @param {Pick<Window, "addEventListener"> & {location: Pick<Location, "hash" | "pathname" | "search">,
 *   history: Pick<History, "replaceState">}} parts.window
 * @returns {Promise<void>} settles when the address that the page came with is opened
 */
export function followSharedAddress({ explorer, example, window }) {
  const { location, history } = window;

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
  window.addEventListener("hashchange", read);
  return read();
}
