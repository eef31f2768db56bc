/** The runs set aside, and the swatches of their curves. */

import { byId, html, setAttributes, svg } from "./dom.js";

/**
 * @typedef {import("../types").KeptRun} KeptRun
 * @typedef {import("../types").Parts["actions"]} Actions
 */

/**
 * Whether runs are kept, and those set aside. Each can be renamed, hidden, removed, or made the run on screen.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createRuns({ actions, initial }) {
  const styles = initial.lossCurves;
  const list = byId("runs", HTMLElement);
  /** @type {KeptRun[]} */
  let shown = [];
  const keep = byId("keep-runs", HTMLInputElement);
  keep.addEventListener("change", () => actions.keepRuns(keep.checked));

  return ({ runs, keepsRuns }) => {
    keep.checked = keepsRuns;
    list.hidden = runs.length === 0;
    const same = runs.length === shown.length && runs.every(({ id }, i) => id === shown[i]?.id);
    shown = runs;
    if (!same) {
      list.replaceChildren(...runs.map((run, slot) => entry(run, slot, actions)));
      paintSwatches(styles);
    }
    for (const [slot, run] of runs.entries()) draw(/** @type {Element} */ (list.children[slot]), run);
  };
}

/**
 * @param {KeptRun} run
 * @param {number} slot
 * @param {Actions} actions
 */
function entry({ id, name }, slot, { makeCurrent, changeRun, removeRun }) {
  const seen = html("input", { type: "checkbox" });
  seen.addEventListener("change", () => changeRun(id, { hidden: !seen.checked }));
  const title = html("input", { type: "text", maxlength: 60 });
  title.value = name;
  title.addEventListener("change", () => {
    if (title.value.trim() === "") title.value = name;
    else changeRun(id, { name: title.value.trim() });
  });
  const current = html("button", { type: "button", class: "small" }, ["Make current"]);
  current.addEventListener("click", () => void makeCurrent(id));
  const remove = html("button", { type: "button", class: "remove" }, ["×"]);
  remove.addEventListener("click", () => {
    removeRun(id);
    byId("go-to-iteration", HTMLInputElement).focus();
  });
  const swatch = svg("svg", { class: "swatch", width: 34, height: 8, "aria-hidden": "true", "data-variant": `run-${slot}` }, [
    svg("path", { d: "M0 4H34" }),
  ]);
  return html("li", {}, [seen, swatch, title, current, remove]);
}

/**
 * @param {Element} item
 * @param {KeptRun} run
 */
function draw(item, { name, hidden }) {
  const [seen, title] = item.querySelectorAll("input");
  const [current, remove] = item.querySelectorAll("button");
  if (!seen || !title || !current || !remove) return;
  seen.checked = !hidden;
  if (document.activeElement !== title) title.value = name;
  setAttributes(seen, { "aria-label": `Show ${name}` });
  setAttributes(title, { "aria-label": `Name of the run ${name}` });
  setAttributes(current, { "aria-label": `Make current: ${name}` });
  setAttributes(remove, { "aria-label": `Remove ${name}` });
}

/**
 * Draws each swatch (`data-variant`) in the style of the curve with that id.
 *
 * @param {import("../types").CurveStyle[]} styles
 */
export function paintSwatches(styles) {
  for (const { id, colour, dash } of styles)
    for (const path of document.querySelectorAll(`[data-variant="${id}"] path`))
      setAttributes(path, { stroke: `var(${colour})`, "stroke-dasharray": dash || "none" });
}
