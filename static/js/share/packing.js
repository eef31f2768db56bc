/** JSON as a short text that may stand in an address: deflated, then base64url. */

import { limits } from "../model/limits.js";

/** @param {unknown} value */
export async function pack(value) {
  const stream = new Blob([JSON.stringify(value)]).stream();
  const deflated = stream.pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * What was packed. Throws for any text that `pack` did not write.
 *
 * @param {string} text
 * @returns {Promise<unknown>}
 */
export async function unpack(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  // What inflates to more than a request may hold is meant to hurt.
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
