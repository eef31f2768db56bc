/**
 * Light or dark: the system's setting, until the reader chooses. Paper is light. This file is a script, not a
 * module, because it is loaded before the page is painted.
 */
(() => {
  const KEY = "backprop-explorer-theme";
  const root = document.documentElement;
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const onPaper = matchMedia("print");

  function chosen() {
    try {
      const theme = localStorage.getItem(KEY);
      return theme === "light" || theme === "dark" ? theme : null;
    } catch {
      return null;
    }
  }

  function apply() {
    const wanted = chosen() ?? (systemDark.matches ? "dark" : "light");
    const theme = onPaper.matches ? "light" : wanted;
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    root.dispatchEvent(new Event("themechange"));
  }

  apply();
  systemDark.addEventListener("change", apply);
  onPaper.addEventListener("change", apply);
  root.addEventListener("switchtheme", () => {
    try {
      localStorage.setItem(KEY, root.dataset.theme === "dark" ? "light" : "dark");
    } catch {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      root.dispatchEvent(new Event("themechange"));
      return;
    }
    apply();
  });
})();
