import { html, setText } from "../dom.js";
import { given, precise } from "../format.js";

/** Which number of the diagram each column shows, for the example that is on the diagram. */
const QUANTITIES = ["", "x.i1", "x.i2", "y.o1", "y.o2", "a.o1", "a.o2", "loss.o1", "loss.o2"];

/**
 * The training examples, with what the network on screen answers to each.
 *
 * @param {HTMLTableSectionElement} body
 * @returns {import("../types").View}
 */
export function createExamples(body) {
  /** @type {HTMLTableCellElement[][]} */
  const rows = [];
  return (state) => {
    const { pass, experiment, outputLosses } = state.frame;
    const { inputs, targets } = experiment.examples;
    while (rows.length < inputs.length) {
      const onDiagram = rows.length === 0;
      const cells = QUANTITIES.map((quantity) =>
        html("td", onDiagram && quantity ? { "data-quantities": quantity } : {}),
      );
      rows.push(cells);
      body.append(html("tr", {}, cells));
    }
    for (const [index, cells] of rows.entries()) {
      const texts = [
        String(index + 1),
        ...(inputs[index] ?? []).map(given),
        ...(targets[index] ?? []).map(given),
        ...(pass.a.at(-1)?.[index] ?? []).map((o) => precise(o, 6)),
        ...(outputLosses[index] ?? []).map((e) => precise(e, 6)),
      ];
      for (const [column, cell] of cells.entries()) setText(cell, texts[column] ?? "");
    }
  };
}
