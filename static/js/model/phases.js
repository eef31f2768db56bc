/**
 * The eleven phases of one iteration, in order. What each computes, and which parts of the
 * diagram play a part in it, is all that the views need to know about it.
 *
 * @typedef {object} Phase
 * @property {string} id
 * @property {string} name    the name in full, as it is spoken
 * @property {string} label   the first word or two of the name, on the strip
 * @property {string} symbol  what it computes
 * @property {"forward" | "backward" | "update"} direction
 * @property {string} equation
 * @property {string} sentence  what happens, in words
 * @property {string[]} active  parts that play a part: layers of `neurons:l`, `edges:l`, ...
 */

/** @type {readonly Phase[]} */
export const PHASES = [
  {
    id: "input",
    name: "Input",
    label: "Input",
    symbol: "x, y",
    direction: "forward",
    equation: "x, y",
    sentence: "The example comes in: the inputs x on the left, the targets y on the right.",
    active: ["neurons:0", "targets"],
  },
  {
    id: "net-hidden",
    name: "Net input, hidden",
    label: "Net input",
    symbol: "z hidden",
    direction: "forward",
    equation: "z_h = W₁ x + b₁",
    sentence: "Each hidden neuron adds up its inputs, each times its weight, and its bias.",
    active: ["neurons:0", "edges:0", "neurons:1"],
  },
  {
    id: "activation-hidden",
    name: "Activation, hidden",
    label: "Activation",
    symbol: "h",
    direction: "forward",
    equation: "h = σ(z_h)",
    sentence: "The activation function squeezes each net input to a number between 0 and 1.",
    active: ["neurons:1"],
  },
  {
    id: "net-output",
    name: "Net input, output",
    label: "Net input",
    symbol: "z output",
    direction: "forward",
    equation: "z_o = W₂ h + b₂",
    sentence: "The output neurons do the same with what the hidden neurons send.",
    active: ["neurons:1", "edges:1", "neurons:2"],
  },
  {
    id: "activation-output",
    name: "Activation, output",
    label: "Activation",
    symbol: "o",
    direction: "forward",
    equation: "o = σ(z_o)",
    sentence: "These are the network’s answers, beside the targets they should have hit.",
    active: ["neurons:2", "targets"],
  },
  {
    id: "loss",
    name: "Loss",
    label: "Loss",
    symbol: "E",
    direction: "forward",
    equation: "E = ½ Σ (y − o)²",
    sentence: "How wrong were they? Each output adds its share to the loss.",
    active: ["neurons:2", "targets", "losses"],
  },
  {
    id: "delta-output",
    name: "Delta, output",
    label: "Delta",
    symbol: "δ output",
    direction: "backward",
    equation: "δ_o = (o − y) · σ′(z_o)",
    sentence: "How the loss answers to each output’s net input: positive where o is too high.",
    active: ["neurons:2", "targets"],
  },
  {
    id: "gradient-output",
    name: "Gradient, output",
    label: "Gradient",
    symbol: "∇W₂",
    direction: "backward",
    equation: "∂E/∂W₂ = δ_o hᵀ",
    sentence: "A weight’s gradient is the delta it leads to times the activation it comes from.",
    active: ["neurons:1", "edges:1", "neurons:2"],
  },
  {
    id: "delta-hidden",
    name: "Delta, hidden",
    label: "Delta",
    symbol: "δ hidden",
    direction: "backward",
    equation: "δ_h = (W₂ᵀ δ_o) · σ′(z_h)",
    sentence: "The output deltas flow back through the weights of the forward pass, not the new ones.",
    active: ["neurons:1", "edges:1", "neurons:2"],
  },
  {
    id: "gradient-hidden",
    name: "Gradient, hidden",
    label: "Gradient",
    symbol: "∇W₁",
    direction: "backward",
    equation: "∂E/∂W₁ = δ_h xᵀ",
    sentence: "The same rule one layer earlier: delta times the input it comes from.",
    active: ["neurons:0", "edges:0", "neurons:1"],
  },
  {
    id: "update",
    name: "Update",
    label: "Update",
    symbol: "W",
    direction: "update",
    equation: "W ← W − η ∂E/∂W",
    sentence: "All weights move at once, against their gradients. The biases stay as they are.",
    active: ["edges:0", "edges:1"],
  },
];

/**
 * @param {string} id
 * @returns {number} the phase's place in the order
 */
export function phaseIndex(id) {
  return PHASES.findIndex((phase) => phase.id === id);
}

export const LAST_PHASE = PHASES.length - 1;

/** From which phase on each quantity is known. */
export const KNOWN_FROM = {
  z: [phaseIndex("net-hidden"), phaseIndex("net-output")],
  a: [phaseIndex("input"), phaseIndex("activation-hidden"), phaseIndex("activation-output")],
  loss: phaseIndex("loss"),
  deltas: [phaseIndex("delta-hidden"), phaseIndex("delta-output")],
  gradients: [phaseIndex("gradient-hidden"), phaseIndex("gradient-output")],
  update: phaseIndex("update"),
};
