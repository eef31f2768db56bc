/** The lines of numpy that computed something. */

import { html } from "../ui/dom.js";

/** @param {import("../types").Source} source */
export function listing({ file, lines }) {
  return html("figure", {}, [
    html("figcaption", {}, [`${file}, line ${lines[0]?.number ?? ""}`]),
    html(
      "pre",
      { tabindex: 0 },
      lines.map(({ number, text, marked }) => {
        const line = html(marked ? "mark" : "span", { class: "line", "data-number": number }, [`${text}\n`]);
        // What does not fit goes on below, further in.
        line.style.setProperty("--indent", `${text.length - text.trimStart().length + 2}ch`);
        return line;
      }),
    ),
  ]);
}
