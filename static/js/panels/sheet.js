/** What a printed sheet asks for, each number a press away from its check. */

import { sheetOf } from "../model/checking.js";
import { byId, html, setText } from "../ui/dom.js";

/** @typedef {NonNullable<import("../types").State["sheet"]>} Sheet */

/** @returns {import("../types").View} */
export function createSheet() {
  const section = byId("check-sheet", HTMLElement);
  const title = byId("check-sheet-title", HTMLElement);
  const list = byId("check-blanks", HTMLElement);
  const quantity = byId("check-quantity", HTMLSelectElement);
  const value = byId("check-value", HTMLInputElement);
  /** @type {Sheet | null} */
  let shown = null;

  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    quantity.value = button.dataset.blank ?? "";
    quantity.dispatchEvent(new Event("change"));
    value.value = "";
    value.focus();
  });

  return (state) => {
    const sheet = sheetOf(state);
    if (sheet === shown) return;
    shown = sheet;
    section.hidden = sheet === null;
    if (sheet === null) return;
    const right = sheet.blanks.filter((blank) => sheet.right.includes(blank.quantity));
    setText(title, `${sheet.title} (${right.length} of ${sheet.blanks.length} right)`);
    list.replaceChildren(...sheet.blanks.map((blank) => html("li", {}, [button(blank, right.includes(blank))])));
  };
}

/**
 * @param {Sheet["blanks"][number]} blank
 * @param {boolean} right
 */
function button({ quantity, symbol }, right) {
  const lit = { "data-blank": quantity, "data-quantities": quantity };
  if (!right) return html("button", { type: "button", class: "small", ...lit }, [symbol]);
  const mark = html("span", { class: "sign", "aria-hidden": "true" }, [" ✓"]);
  return html("button", { type: "button", class: "small right", "aria-label": `${symbol}, right`, ...lit }, [symbol, mark]);
}
