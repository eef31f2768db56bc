import assert from "node:assert/strict";
import { test } from "node:test";
import { frameFrom } from "../../static/js/model/frames.js";
import { ApiError, isAbort, isRefusal, phase, post, postForFile, reset, step } from "../../static/js/server/api.js";
import { answeredBy, nobody, startCore } from "./core.js";

const initial = await startCore();
const { experiment } = initial.answer;

/**
 * @param {string} content
 * @param {number} status
 * @param {string} [type]
 */
function response(content, status, type = "text/html") {
  return new Response(content, { status, headers: { "Content-Type": type } });
}

test("every failure has a sentence of our own", async () => {
  const refused = JSON.stringify({ detail: [{ loc: [], msg: "the server failed", type: "internal_server_error" }] });
  /** @type {[string, () => Response, string, number][]} */
  const cases = [
    ["a server that is away", nobody, "The server does not answer. Nothing is lost.", 0],
    ["an error of ours", () => response(refused, 500, "application/json"), "The server failed.", 500],
    ["a proxy before a server that is away", () => response("<h1>Bad Gateway</h1>", 502), "The server answered with an error (502).", 502],
    ["a network that wants one to log in", () => response("<h1>Welcome</h1>", 200), "The server’s answer cannot be read. Nothing is lost.", 0],
    ["an error of another shape", () => response('{"detail": "x"}', 500, "application/json"), "The server answered with an error (500).", 500],
  ];
  for (const [what, answers, message, status] of cases) {
    const error = await answeredBy(answers, () => step(experiment, 1).catch((failure) => failure));
    assert.ok(error instanceof ApiError, what);
    assert.deepEqual([error.message, error.status], [message, status], what);
    assert.equal(isRefusal(error), false, "it may be tried again");
    assert.equal(isAbort(error), false);
  }
});

test("what a busy server asks for is waited for, unless it is abandoned", async () => {
  const busy = () => new Response("{}", { status: 503, headers: { "Retry-After": "0.02" } });
  let asked = 0;
  const answers = () => (++asked < 3 ? busy() : response('{"losses": [1]}', 200, "application/json"));
  assert.deepEqual(await answeredBy(answers, () => step(experiment, 1)), { losses: [1] });
  assert.equal(asked, 3);
  const away = new AbortController();
  const given = answeredBy(busy, () => step(experiment, 1, away.signal));
  setTimeout(() => away.abort(), 5);
  await assert.rejects(given, (/** @type {unknown} */ error) => isAbort(error));
});

test("an abandoned request is not a failure", async () => {
  const asked = new AbortController();
  const answered = step(experiment, 1, asked.signal);
  asked.abort();
  await assert.rejects(answered, (/** @type {unknown} */ error) => isAbort(error));
  const away = new AbortController();
  away.abort();
  await assert.rejects(step(experiment, 1, away.signal), (/** @type {unknown} */ error) => isAbort(error));
});

test("a preset is drawn from its seed, if one is given", async () => {
  const [seven, again, eight] = await Promise.all([reset("random", 7), reset("random", 7), reset("random", 8)]);
  assert.deepEqual(seven, again);
  assert.notDeepEqual(seven, eight);
  assert.deepEqual((await reset("mazur", -1)).experiment.examples, experiment.examples);
});

test("a phase is told in full, and the page carries the first one", async () => {
  const [first, ...others] = initial.outline.phases;
  assert.deepEqual(await phase({ experiment, phase: first?.id ?? "" }), initial.happening);
  for (const { id } of others) {
    const told = await phase({ experiment, phase: id, example: 0, notation: "article" });
    assert.equal(told.id, id);
    assert.equal(told.rows.length, told.units);
  }
  await assert.rejects(phase({ experiment, phase: "lunch" }), /Got 'lunch'; allowed are input, /);
});

test("a file in an answer has its name", async () => {
  const { content, name } = await postForFile("/api/export", { changed: [{ ...experiment, iteration: 0 }], iteration: 2, format: "csv" });
  assert.equal(name, "history.csv");
  assert.equal((await content.text()).trim().split("\n").length, 1 + 3);
  const { experiment: after } = await post("/api/step", { experiment, steps: 1 });
  assert.equal(after.iteration, experiment.iteration + 1);
});

test("the page begins with the answer to a step from the worked example", async () => {
  const { experiment } = await reset("mazur", -1);
  assert.deepEqual(await step(experiment, 1), initial.answer);
});

test("several steps in one request give the same digits as single steps", async () => {
  const first = frameFrom(initial.answer);
  const atOnce = await step(first.experiment, 3);
  const two = await step(first.experiment, 2);
  const oneByOne = await step(two.experiment, 1);
  assert.deepEqual(frameFrom(oneByOne), frameFrom(atOnce));
  assert.deepEqual(atOnce.losses.length, 4);
});

test("a refusal has the server's words", async () => {
  await assert.rejects(step({ ...experiment, loss: "mse" }, 1), (/** @type {unknown} */ error) => {
    assert.ok(error instanceof ApiError && isRefusal(error));
    assert.match(error.message, /got "mse"\.$/);
    return true;
  });
});
