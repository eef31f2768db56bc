/**
 * Plotly is large, so it is asked for after the diagram is drawn, and everything else works
 * without it.
 *
 * @typedef {object} Plotly  the parts of it that are used here
 * @property {(root: HTMLElement, data: object[], layout: object, config: object) => Promise<Plot>} newPlot
 * @property {(root: HTMLElement, data: object[], layout: object, config: object) => Promise<Plot>} react
 * @property {(root: HTMLElement, data: object, layout: object, traces: number[]) => Promise<Plot>} update
 * @property {{ resize(root: HTMLElement): void }} Plots
 *
 * @typedef {HTMLElement & { on(event: string, handler: (event: any) => void): void }} Plot
 */

/**
 * @param {string} url
 * @returns {Promise<Plotly>}
 */
export function loadPlotly(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () =>
      resolve(/** @type {{Plotly: Plotly}} */ (/** @type {unknown} */ (window)).Plotly),
    );
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("The curve cannot be drawn: Plotly did not load."));
    });
    document.head.append(script);
  });
}
