/** The shapes that the browser handles; the first half is the API's own (`/openapi.json`). */

export type Matrix = number[][];

export interface Network {
  weights: Matrix[];
  biases: number[][];
  activations: string[];
}

export interface Experiment {
  network: Network;
  loss: string;
  examples: { inputs: Matrix; targets: Matrix };
  learning_rate: number;
  train_biases: boolean | "per_layer";
  iteration: number;
}

/** One iteration, opened. z, a and deltas hold a row per example. */
export interface Pass {
  iteration: number;
  network: Network;
  z: Matrix[];
  a: Matrix[];
  loss: number;
  deltas: Matrix[];
  gradients: { weights: Matrix[]; biases: number[][] };
}

/** More about the last pass; the means over the examples have one row, as if it were the only. */
export interface Details {
  output_losses: Matrix;
  means: { z: Matrix[]; a: Matrix[]; deltas: Matrix[]; output_losses: Matrix };
}

export interface StepAnswer {
  experiment: Experiment;
  forward: { z: Matrix[]; a: Matrix[]; loss: number };
  losses: number[];
  passes: Pass[];
  details?: Details;
}

/** All that is known of one iteration: what the screen shows, phase by phase. */
export interface Frame {
  iteration: number;
  /** The experiment at this iteration, before its update. */
  experiment: Experiment;
  pass: Pass;
  /** Each output's share of the loss, a row per example. */
  outputLosses: Matrix;
  means: Details["means"];
  /** The experiment after this iteration's update, and its loss. */
  next: Experiment;
  nextLoss: number;
}

export interface Run {
  from: number;
  to: number;
}

/** A sentence for the reader; `retry` takes up again what failed. */
export interface Notice {
  kind: "problem" | "note";
  message: string;
  retry?: () => void;
}

/** Where a number comes from, as `/api/explain` answers it. */
export interface Explanation {
  quantity: string;
  part: string;
  phase: string;
  value: number;
  title: string;
  question: string;
  meaning: string;
  chain: { role: string; mathml: string; text: string }[];
  /** Whether a number shown has fewer digits than the one computed with. */
  rounded: boolean;
  matrices: { equation: string; numbers: string };
  python: { file: string; function: string; lines: { number: number; text: string; marked: boolean }[] }[];
  related: { quantity: string; label: string; value: number; phase: string }[];
}

/** A number that a step of the derivation shows or asks for, as the core computed it. */
export type Live = { explanation: Explanation; problem: null } | { explanation: null; problem: string };

/** Where the reader is in the derivation (`static/js/learn`). */
export interface Learning {
  /** Id of the step. */
  step: string;
  /** What of the diagram is in play in the step, for as long as one stays in its phase. */
  spotlight: { phase: number; parts: string[] } | null;
  /** Ids of the steps whose question has been answered. */
  answered: string[];
  /** What the last try was found to be: "right", or the name of a hint. */
  verdict: string | null;
  /** By `keyOf`. */
  live: Record<string, Live>;
}

export type Notation = "short" | "article" | "general";

export type Scale = "linear" | "log";

/** Where a number can be looked at: a phase by its id. */
export interface Place {
  phase: string;
  quantity: string;
}

/** What was typed for a number, and what `/api/check` found. */
export interface Check {
  quantity: string;
  text: string;
  iteration: number;
  verdict: "right" | "mistake" | "unknown";
  digits: number;
  mistake: string | null;
  title: string | null;
  explanation: string;
  /** The explanation without the right value in it. */
  hint: string;
  correct: number;
  /** The numbers that the mistake happened to. */
  where: string[];
  place: Place | null;
}

/** A phase of an iteration, and what is said of it. */
export interface Phase {
  id: string;
  /** In full, as it is spoken. */
  name: string;
  /** Its first words, without the layer. */
  label: string;
  /** What it computes, as text. */
  symbol: string;
  direction: "forward" | "backward" | "update";
  /** MathML. */
  equation: string;
  /** The equation, as one reads it out. */
  text: string;
  sentence: string;
  /** The parts at work: `neurons:l`, `edges:l`, `targets`, `losses`. */
  active: string[];
}

/** A quantity of an iteration. */
export interface NamedQuantity {
  name: string;
  title: string;
  /** The part that shows it. */
  part: string;
  /** Index of the phase that computes it. */
  known_from: number;
  asked: "onward" | "meanwhile" | "never";
}

/** A part of the network that the diagram shows. */
export interface Part {
  name: string;
  kind: "neuron" | "weight" | "bias" | "target" | "loss";
  /** Layer and index; of a weight those of `weights[l][i][j]`. */
  place: number[];
  label: string;
}

/** What `/api/phases` answers. */
export interface PhasesAnswer {
  experiment: Experiment;
  /** What each layer is called. */
  layers: string[];
  phases: Phase[];
  parts: Part[];
  /** In the order in which they become known. */
  quantities: NamedQuantity[];
  /** Of a net input and of a gradient, where the part is plain. */
  symbols: { net: string; gradient: string };
}

export interface State {
  frame: Frame;
  outline: import("./model/outline.js").Outline;
  /** Index into the phases of the outline. */
  phase: number;
  /** How many iterations the timeline knows, so that views notice when it grows. */
  known: number;
  /** Up to where the losses were computed again after a reload. */
  recalled: number;
  run: Run | null;
  playing: boolean;
  /** Id of a speed in `SPEEDS`. */
  speed: string;
  iterationsToRun: number;
  scale: Scale;
  /** The part of the diagram that is selected, and which of its numbers if not the phase's own. */
  selected: string | null;
  asked: string | null;
  /** What was asked before, the latest last. */
  askedBefore: { selected: string; asked: string | null }[];
  /** The numbers that are pointed at. */
  pointed: string[];
  explanation: Explanation | null;
  explanationProblem: string;
  /** Which of the panels beside the diagram is open. */
  panel: string;
  /** Which tab of the lab is open, or nothing. */
  lab: string;
  /** Whether the diagram shows what each neuron sees. */
  pictures: boolean;
  seen: Seen | null;
  seenProblem: Error | null;
  /** Which view of the explanation is open. */
  inspectorView: string;
  notation: Notation;
  learning: Learning;
  /** The latest first. */
  checks: Check[];
  checkProblem: string;
  /** Which view of the published figures is open: "published" or "variants". */
  figuresView: string;
  /** Ids of the variants that are laid over the loss curve. */
  variants: string[];
  /** Grows with what is known of the variants, so that views notice. */
  variantsDrawn: number;
  variantProblem: string;
  /** Numbers of an iteration, by variant ("correct" is one) and name. */
  partings: { frame: Frame; values: Record<string, Record<string, number>> } | null;
  /** Where Reset goes. */
  origin: Frame;
  /** Id of the preset that the experiment was made from, or nothing; and its seed, or -1. */
  preset: string;
  seed: number;
  /** Index of the example that the diagram shows, or `MEAN` over all. */
  example: number;
  /** What would be undone and redone, in words. */
  undo: string | null;
  redo: string | null;
  /** The runs that are set aside, the oldest first. */
  runs: KeptRun[];
  /** The run that Reset left, as long as nothing tells it from the one on screen. */
  left: Moment | null;
  notice: Notice | null;
  /** The part whose value is dragged just now. */
  dragged: string | null;
}

/** A run that is set aside: a curve beside that of the run on screen, and a way back to it. */
export interface KeptRun {
  id: number;
  name: string;
  hidden: boolean;
  moment: Moment;
}

/** A run and the place in it where one is: all that Undo comes back to. */
export interface Moment {
  run: import("./model/timeline.js").Snapshot;
  frame: Frame;
  phase: number;
  origin: Frame;
  preset: string;
  seed: number;
  runs: KeptRun[];
  left: Moment | null;
}

/** How a curve of the loss is drawn, see `app/figures/curves.py`. */
export interface CurveStyle {
  id: string;
  name: string;
  /** A token of `theme.css`. */
  colour: string;
  /** As SVG has it; nothing for a solid line. */
  dash: string;
  width: number;
}

export interface Preset {
  id: string;
  title: string;
  /** One sentence: what to watch. */
  story: string;
  /** Whether it is drawn at random from a seed. */
  seeded: boolean;
}

/** What each neuron answers all over the plane of the two inputs. */
export interface Seen {
  /** Of which experiment. */
  experiment: Experiment;
  /** The places of the grid along x1 and along x2. */
  inputs: [number[], number[]];
  neurons: SeenNeuron[];
}

export interface SeenNeuron {
  name: string;
  layer: number;
  index: number;
  /** A row for each place along x2, in it an entry for each along x1. */
  activations: Matrix;
  /** Where its activation function ends. */
  range: Range;
}

export interface Store<S> {
  get(): S;
  set(change: Partial<S>): void;
  /** Calls `listener` after every change, until the function it returns is called. */
  subscribe(listener: (state: S) => void): () => void;
}

/** A view makes its elements once, then draws every state it is given. */
export type View = (state: State) => void;

/** What the page carries inside it, so that nothing has to be asked for before it is drawn. */
export interface Initial {
  answer: StepAnswer;
  outline: Omit<PhasesAnswer, "experiment">;
  /** By name, see `app/figures`. */
  figures: Record<
    | "loss"
    | "slice"
    | "contour"
    | "surface",
    ThemedFigure
  >;
  plotly: string;
  /** Of every curve of the loss: the run on screen, the variants, the runs set aside. */
  lossCurves: CurveStyle[];
  limits: Limits;
  /** Ids of the lab's views, see `app/web/lab.py`. */
  lab: string[];
  presets: Preset[];
  activations: Activation[];
  losses: Loss[];
  /** By `String(train_biases)`. */
  biases: Choice[];
}

/** How much may be asked for, see `app/web/limits.py`. */
export interface Limits {
  /** Steps of a request. */
  steps: number;
  examples: number;
  /** Rates of a sweep. */
  rates: number;
  /** Length of a file or a link that is opened. */
  bytes: number;
  /** Iterations of a run. */
  iterations: number;
  /** The least learning rate. */
  least_rate: number;
}

/** What can be chosen for an experiment. */
export type Settings = Pick<Initial, "activations" | "losses" | "biases">;

/** A choice by its name in the API, and what the page calls it. */
export interface Choice {
  name: string;
  label: string;
}

/** From and to which number; null where there is no end. */
export type Range = [number | null, number | null];

export interface Activation extends Choice {
  /** With each net input: a verb and what follows it. */
  does: string;
  range: Range;
  curve: Curve;
}

export interface Loss extends Choice {
  /** The output activations that it goes with; null for any. */
  outputs: string[] | null;
  targets: Range;
  /** Why only those: a verb and what follows it. */
  reason: string;
}

export interface Curve {
  z: number[];
  a: number[];
  slope: number[];
}

/** A figure in each theme. */
export interface ThemedFigure {
  light: Figure;
  dark: Figure;
}

export interface Figure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}
