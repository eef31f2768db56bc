/** Requests to the server. Every failure becomes an `ApiError` with a sentence to show. */

export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status  0 if there was no answer
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {import("../types").Experiment} experiment
 * @param {number} steps
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("../types").StepAnswer>}
 */
export function step(experiment, steps, signal) {
  return post("/api/step", { experiment, steps, detailed: true }, signal);
}

/**
 * @param {string} preset
 * @param {number} seed  or -1 for none
 * @returns {Promise<{experiment: import("../types").Experiment}>}
 */
export function reset(preset, seed) {
  return post("/api/reset", seed < 0 ? { preset } : { preset, seed });
}

/**
 * The experiment with other layers, or with all its weights and biases drawn anew.
 *
 * @param {{experiment: import("../types").Experiment, layers: number[], scheme: string, seed: number, redraw: boolean}} asked
 * @returns {Promise<{experiment: import("../types").Experiment, notes: string[]}>}
 */
export function layers(asked) {
  return post("/api/layers", asked);
}

/**
 * The experiment in a text, as far as it can be read.
 *
 * @param {{text: string, transposed: boolean, experiment: import("../types").Experiment}} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("../types").Reading>}
 */
export function read(asked, signal) {
  return post("/api/read", asked, signal);
}

/**
 * A printed sheet.
 *
 * @param {string} code  as its address has it
 * @returns {Promise<import("../types").SheetAnswer>}
 */
export function sheet(code) {
  return post("/api/sheet", { code });
}

/**
 * The phases and the parts of an experiment's network.
 *
 * @param {{experiment: import("../types").Experiment, notation: import("../types").Notation}} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("../types").PhasesAnswer>}
 */
export function phases(asked, signal) {
  return post("/api/phases", asked, signal);
}

/**
 * What happens in a phase, for each of its units.
 *
 * @param {{experiment: import("../types").Experiment, phase: string, example?: number,
 *   notation?: import("../types").Notation}} asked  the phase by its id
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("../types").Happening>}
 */
export async function phase(asked, signal) {
  return (await post("/api/phase", asked, signal)).phase;
}

/**
 * A printed exercise, with its experiment and its figures.
 *
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("../types").ExerciseAnswer>}
 */
export function exercise(id, signal) {
  return get(`/api/exercises/${id}`, signal);
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export function get(path, signal) {
  return answerOf(send(path, null, signal));
}

/**
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 */
export function post(path, body, signal) {
  return answerOf(send(path, body, signal));
}

/** @param {Promise<Response>} sent */
async function answerOf(sent) {
  const response = await sent;
  return response.json().catch((error) => {
    if (isAbort(error)) throw error;
    throw new ApiError("The server’s answer cannot be read. Nothing is lost.", 0);
  });
}

/**
 * Posts a request whose answer is a file.
 *
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{content: Blob, name: string}>}
 */
export async function postForFile(path, body) {
  const response = await send(path, body);
  const [, name = "file"] = /filename="([^"]*)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
  return { content: await response.blob(), name };
}

/**
 * @param {string} path
 * @param {object | null} body  null to get
 * @param {AbortSignal} [signal]
 */
async function send(path, body, signal) {
  const posted = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const request = { ...(body && posted), ...(signal && { signal }) };
  let response = await reach(path, request);
  // The server is busy with the requests of others: it says when to come again.
  for (let wait; (wait = waitOf(response)) !== undefined; response = await reach(path, request)) await pause(wait, signal);
  if (!response.ok) throw new ApiError(await sentenceOf(response), response.status);
  return response;
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError("The server does not answer. Nothing is lost.", 0);
  }
}

/**
 * How long to wait before the same request, in milliseconds, if the server says so.
 *
 * @param {Response} response
 */
function waitOf({ status, headers }) {
  const seconds = status === 503 ? Number(headers.get("Retry-After") ?? NaN) : NaN;
  return Number.isFinite(seconds) ? 1000 * seconds : undefined;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]  ends the pause with its reason
 */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}

/**
 * Whether the server refused the request. It would refuse it again.
 *
 * @param {unknown} error
 */
export function isRefusal(error) {
  return error instanceof ApiError && error.status === 422;
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

/**
 * @param {Response} response
 * @returns {Promise<string>}
 */
async function sentenceOf(response) {
  const said = await response.json().then(
    (body) => body?.detail?.[0]?.msg,
    () => undefined,
  );
  if (typeof said !== "string") return `The server answered with an error (${response.status}).`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.?$/, ".")}`;
}
