import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_SPEED, SPEEDS, speedCalled } from "../../static/js/model/settings.js";

test("every speed has a label of its own", () => {
  assert.equal(new Set(SPEEDS.map(({ label }) => label)).size, SPEEDS.length);
});

test("an unknown speed is the default", () => {
  assert.equal(speedCalled("ludicrous").id, DEFAULT_SPEED);
});
