import { svg } from "../ui/dom.js";

const SIGNS = { falls: "", climbs: "▲", diverges: "✕" };

/** They stand at least so many pixels apart. */
const ROOM = 15;

/**
 * The signs of the rates that do not fall, thinned where they are close.
 *
 * @param {import("./sweep.js").Verdict[]} verdicts  of rates in columns of the same width
 * @param {number} width  of all columns
 * @param {number} y
 */
export function signsOf(verdicts, width, y) {
  const column = width / verdicts.length;
  let free = -Infinity;
  return verdicts.flatMap((verdict, index) => {
    const x = (index + 0.5) * column;
    if (verdict === "falls" || x < free) return [];
    free = x + ROOM;
    return [svg("text", { class: verdict, x, y, "text-anchor": "middle" }, [SIGNS[verdict]])];
  });
}
