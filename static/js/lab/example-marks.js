import { svg } from "../ui/dom.js";
import { colourAt, css } from "./ramp.js";

/** With more examples than this their marks are half as large. */
const FEW = 40;

/**
 * The examples on a neuron's picture: round with a high target, a diamond with a low one, in the
 * colour that the neuron should have there. Hidden neurons have no target of their own; theirs is
 * the first output's.
 *
 * @param {object} parts
 * @param {import("../types").Experiment["examples"]} parts.examples
 * @param {number} parts.output  whose target
 * @param {number} parts.size    of a mark among few
 * @param {(value: number) => number} parts.ramp  a target's place on the ramp, 0 to 1
 * @param {(inputs: number[]) => [number, number]} parts.at  where they are in the picture
 */
export function exampleMarks({ examples, output, size, ramp, at }) {
  const { inputs, targets } = examples;
  const r = inputs.length > FEW ? size / 2 : size;
  return inputs.map((row, m) => {
    const target = targets[m]?.[output] ?? 0;
    const [x, y] = at(row);
    const high = target >= 0.5;
    return svg("path", {
      d: high ? disc(x, y, r) : diamond(x, y, r * 1.2),
      class: high ? "high" : "low",
      fill: css(colourAt(ramp(target))),
    });
  });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function disc(x, y, r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function diamond(x, y, r) {
  return `M${x - r} ${y}l${r} ${-r}l${r} ${r}l${-r} ${r}Z`;
}
