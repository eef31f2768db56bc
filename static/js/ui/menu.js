/** A list that a button opens, and from which one chooses. */

import { setAttributes } from "./dom.js";

/**
 * A menu after the ARIA practices: arrows move between the items, letters find them, Escape closes it.
 * It is a popover of the button, so the browser closes it and gives the focus back.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} menu
 * @param {(item: HTMLElement) => void} choose
 */
export function createMenu(button, menu, choose) {
  const items = [...menu.querySelectorAll("button")];
  menu.addEventListener("beforetoggle", () => {
    const { left, bottom } = button.getBoundingClientRect();
    menu.style.setProperty("--left", `${left}px`);
    menu.style.setProperty("--top", `${bottom}px`);
    // The browser focuses it before the next key is pressed.
    const first = items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0];
    for (const item of items) item.autofocus = item === first;
  });
  menu.addEventListener("toggle", () => {
    setAttributes(button, { "aria-expanded": String(menu.matches(":popover-open")) });
  });
  setAttributes(button, { "aria-expanded": "false" });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    menu.showPopover();
  });
  menu.addEventListener("keydown", (event) => {
    const here = items.findIndex((item) => item === event.target);
    const goal = goalOf(event.key, here, items);
    if (event.key === "Tab") menu.hidePopover();
    if (goal === undefined) return;
    event.preventDefault();
    goal?.focus();
  });
  for (const item of items)
    item.addEventListener("click", () => {
      menu.hidePopover();
      choose(item);
    });
  return { items };
}

/**
 * Where a key leads.
 *
 * @param {string} key
 * @param {number} here
 * @param {HTMLElement[]} items
 */
function goalOf(key, here, items) {
  /** @type {Record<string, number>} */
  const goals = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
  const goal = goals[key];
  if (goal !== undefined) return items.at(goal % items.length);
  if (key.length !== 1 || key === " ") return undefined;
  const round = [...items.slice(here + 1), ...items.slice(0, here + 1)];
  return round.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
}
