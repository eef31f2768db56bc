/**
 * The address that carries a run: `#run=...`, its JSON deflated, then base64url. The page opens it once
 * and then removes it, since the screen soon shows another place. (`learn/learn.js` handles the other
 * fragments, `#learn/...`.)
 */

import { sentenceOf } from "../model/problems.js";
import { limits } from "../model/settings.js";
import { judge } from "./carried.js";

/** @typedef {import("./carried.js").Carried} Carried */

const PREFIX = "#run=";

/** @type {import("../types").Problem} */
const DAMAGED = {
  kind: "problem",
  message: "This link is damaged: it cannot be opened, so here is the worked example.",
};

/**
 * @param {unknown} error  what is wrong with it
 * @returns {import("../types").Problem}
 */
function unopened(error) {
  return {
    kind: "problem",
    message: `This link cannot be opened: ${sentenceOf(error)}. Here is the worked example.`,
  };
}

/**
 * The address of this page, with the run in its fragment.
 *
 * @param {Carried} carried
 * @param {{origin: string, pathname: string}} location  of the page
 */
export async function addressOf(carried, { origin, pathname }) {
  return `${origin}${pathname}${PREFIX}${await pack(carried)}`;
}

/**
 * Opens the run in the page's address, now and whenever the address changes.
 *
 * @param {object} parts
 * @param {Pick<import("../model/explorer.js").Explorer, "open" | "openExample">} parts.explorer
 * @param {import("../types").State} parts.fresh  the state of a fresh page
 * @param {Pick<Window, "addEventListener"> & {location: Pick<Location, "hash" | "pathname" | "search">,
 *   history: Pick<History, "replaceState">}} parts.window
 * @returns {Promise<void>} settles when the page's first address is opened
 */
export function followSharedAddress({ explorer, fresh, window }) {
  const { location, history } = window;

  async function read() {
    const { hash } = location;
    if (!hash.startsWith(PREFIX)) return;
    // Removed before it is opened, since the run may set an address of its own.
    history.replaceState(null, "", location.pathname + location.search);
    const value = await unpack(hash.slice(PREFIX.length)).catch(() => undefined);
    if (value === undefined) return explorer.openExample(DAMAGED);
    let run;
    try {
      run = judge(value, fresh);
    } catch (error) {
      return explorer.openExample(unopened(error));
    }
    await explorer.open(run.changed, run, DAMAGED);
  }
  window.addEventListener("hashchange", read);
  return read();
}

/** @param {unknown} value */
export async function pack(value) {
  const stream = new Blob([JSON.stringify(value)]).stream();
  const deflated = stream.pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The value that was packed. Throws for any text that `pack` did not write.
 *
 * @param {string} text
 * @returns {Promise<unknown>}
 */
export async function unpack(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  // A text that inflates beyond the size of a request is an attack.
  return JSON.parse(await readAtMost(inflated, limits.bytes));
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most  bytes
 */
async function readAtMost(stream, most) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > most) {
      await reader.cancel();
      throw new RangeError(`more than ${most} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
