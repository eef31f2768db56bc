/**
 * Plotly is large, so it is asked for when something that needs it is first opened.
 *
 * @typedef {object} Plotly  the parts of it that are used here
 * @property {(root: HTMLElement, data: object[], layout: object, config: object) => Promise<Plot>} react
 * @property {(root: HTMLElement, picture: object) => Promise<string>} toImage  a data URL
 * @property {(root: HTMLElement) => void} purge
 *
 * @typedef {HTMLElement & { on(event: string, handler: (event: any) => void): void }} Plot
 */

/** @type {Promise<Plotly> | undefined} */
let loading;

/**
 * Plotly, loaded when it is first asked for, and again if that failed.
 *
 * @param {string} url
 */
export function loadPlotly(url) {
  loading ??= load(url).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * @param {string} url
 * @returns {Promise<Plotly>}
 */
function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () =>
      resolve(/** @type {{Plotly: Plotly}} */ (/** @type {unknown} */ (window)).Plotly),
    );
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Nothing can be plotted: Plotly did not load."));
    });
    document.head.append(script);
  });
}
