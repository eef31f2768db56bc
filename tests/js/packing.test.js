import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { pack, unpack } from "../../static/js/share/address.js";
import { startCore } from "./core.js";

await startCore(); // which says how much may be unpacked

/** @param {string | Uint8Array} content */
function packed(content) {
  return deflateRawSync(Buffer.from(content)).toString("base64url");
}

test("what is packed is deflated JSON in base64url, which may stand in an address", async () => {
  const value = { run: [0.1, -1e-300, 1e21], name: "δ ≠ ∂", deep: [{ a: null }] };
  const text = await pack(value);
  assert.match(text, /^[\w-]+$/);
  assert.deepEqual(JSON.parse(inflateRawSync(Buffer.from(text, "base64url")).toString()), value);
  assert.deepEqual(await unpack(text), value);
});

test("what others packed is unpacked, of whatever length its base64 is", async () => {
  for (let length = 0; length < 12; length++) {
    const value = "?".repeat(length);
    assert.equal(await unpack(packed(JSON.stringify(value))), value);
  }
});

test("long values are packed and unpacked", async () => {
  const value = Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  assert.deepEqual(await unpack(await pack(value)), value);
});

test("what is damaged is no value", async () => {
  const whole = packed(JSON.stringify({ numbers: Array.from({ length: 50 }, Math.sqrt) }));
  const noText = packed(new Uint8Array([0x22, 0xff, 0x22]));
  for (const text of ["", "%%%", "AAAA", whole.slice(0, -20), packed("{"), noText])
    await assert.rejects(unpack(text), undefined, text);
});

test("what inflates beyond what the server would accept is given up", async () => {
  assert.equal(await unpack(packed(`7${" ".repeat(2 ** 20 - 1)}`)), 7);
  await assert.rejects(unpack(packed(`7${" ".repeat(2 ** 20)}`)), /more than 1048576 bytes/);
  await assert.rejects(unpack(packed(`7${" ".repeat(30_000_000)}`)), /more than 1048576 bytes/);
});
