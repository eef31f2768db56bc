/** How much may be asked for, as the server says on the page (`app/web/limits.py`). */

/** @type {import("../types").Limits} */
export let limits;

/** @param {import("../types").Limits} given  the page's own, before anything is done */
export function setLimits(given) {
  limits = given;
}
