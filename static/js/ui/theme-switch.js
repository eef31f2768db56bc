import { setAttributes } from "./dom.js";

/**
 * The switch between light and dark; `theme.js` does the switching.
 *
 * @param {HTMLButtonElement} button
 */
export function createThemeSwitch(button) {
  const root = document.documentElement;
  const draw = () => setAttributes(button, { "aria-pressed": String(root.dataset.theme === "dark") });
  button.addEventListener("click", () => root.dispatchEvent(new Event("switchtheme")));
  root.addEventListener("themechange", draw);
  draw();
}
