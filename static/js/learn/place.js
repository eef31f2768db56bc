/**
 * The address follows the step (`#learn/recursion`), so that a step can be linked to, and the
 * browser's own back and forward walk through the steps that were read.
 */

import { STEPS } from "./steps.js";

const PREFIX = "#learn";

/**
 * The step that an address names: the one where the reader is, if it is only `#learn`.
 *
 * @param {string} hash
 * @param {string} current
 */
export function stepIn(hash, current) {
  if (hash === PREFIX) return current;
  return STEPS.find(({ id }) => hash === `${PREFIX}/${id}`)?.id;
}

/**
 * @param {object} parts
 * @param {import("../types").Watched<import("../types").State>} parts.store
 * @param {(step: string) => void} parts.open
 * @param {() => void} parts.leave
 */
export function followAddress({ store, open, leave }) {
  const isOpen = () => store.get().panel === "learn";

  function read() {
    const { step } = store.get().learning;
    const named = stepIn(location.hash, step);
    if (named !== undefined && (!isOpen() || named !== step)) open(named);
    else if (named === undefined && !location.hash.startsWith(PREFIX) && isOpen()) leave();
  }

  function write() {
    const { step } = store.get().learning;
    const hash = isOpen() ? `${PREFIX}/${step}` : "";
    // Other fragments are others' to read.
    const mine = location.hash === "" || location.hash.startsWith(PREFIX);
    if (!mine || location.hash === hash) return;
    history.pushState(null, "", hash || location.pathname + location.search);
  }

  addEventListener("popstate", read);
  // At first an address that names a step is followed; if there is none, the page knows.
  if (location.hash.startsWith(PREFIX)) read();
  store.subscribe(write);
  write();
}
