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

/** Something that takes a while: from which iteration to which, and how far it is. */
export interface Progress {
  of: "run" | "opening" | "losses";
  from: number;
  to: number;
  at: number;
}

/** A sentence for the reader, said at one place of the page; `retry` takes up again what failed. */
export interface Problem {
  kind: "problem" | "note";
  message: string;
  retry?: () => unknown;
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

/** What the server answered to what the state asks: see `server/answers.js`. */
export interface Answers {
  explanation: Explanation;
  neurons: Seen;
  slice: import("./lab/slice.js").Slice;
  surface: import("./lab/surface.js").Surface;
  gradients: import("./lab/gradients.js").GradientCheck;
  sweep: import("./lab/sweep.js").Sweep;
  /** By `keyOf`. */
  live: Record<string, Live>;
}

export interface State {
  /** What is known of the run on screen. */
  timeline: import("./model/timeline.js").Timeline;
  frame: Frame;
  outline: import("./model/outline.js").Outline;
  /** Index into the phases of the outline. */
  phase: number;
  /** Where Reset goes. */
  origin: Frame;
  /** Id of the preset that the experiment was made from, or nothing; and its seed, or -1. */
  preset: string;
  seed: number;
  /** The runs that are set aside, the oldest first. */
  runs: KeptRun[];
  /** The run that Reset left, as long as nothing tells it from the one on screen. */
  left: Moment | null;
  /** What can be undone and redone, the latest last. */
  undo: { done: Change[]; undone: Change[] };

  /** What goes on, if it takes a while; losses are computed in the background. */
  progress: Progress | null;
  recalling: Progress | null;
  playing: boolean;
  /** The part whose value is dragged just now. */
  dragged: string | null;
  /** The numbers that are pointed at. */
  pointed: string[];
  /** By the place of the page where they are said. */
  problems: Record<string, Problem>;
  answers: Partial<Answers>;

  /** Id of a speed in `SPEEDS`. */
  speed: string;
  iterationsToRun: number;
  scale: Scale;
  notation: Notation;
  /** Index of the example that the diagram shows, or `MEAN` over all. */
  example: number;
  /** The part of the diagram that is selected, and which of its numbers if not the phase's own. */
  selected: string | null;
  asked: string | null;
  /** What was asked before, the latest last. */
  askedBefore: { selected: string; asked: string | null }[];
  /** Which of the panels beside the diagram is open. */
  panel: string;
  /** Which view of the explanation is open. */
  inspectorView: string;
  /** Which view of the published figures is open. */
  figuresView: string;
  learning: Learning;
  /** Which tab of the lab is open, or nothing; and what is looked at in each. */
  lab: string;
  labs: Labs;
  /** The sweep that was asked for. */
  sweep: { experiment: Experiment; rates: number[]; steps: number } | null;
  /** Of the run on screen, as far as it was asked for. */
  history: import("./lab/history.js").History | null;
  /** Whether the diagram shows what each neuron sees. */
  pictures: boolean;
  /** The latest first. */
  checks: Check[];
  /** Ids of the variants that are laid over the loss curve. */
  variants: string[];
  variantRuns: VariantRuns;
  /** Numbers of an iteration, by variant ("correct" is one) and name. */
  partings: { frame: Frame; values: Record<string, Record<string, number>> } | null;
}

/** What is looked at in the lab, by its tabs. */
export interface Labs {
  slice: { parameter: string; span: number };
  surface: { across: string; up: string; picture: "contour" | "surface" };
  sweep: { lowest: number; highest: number; count: number; steps: number };
  histories: { group: string };
}

/** The runs of the variants, of the run that has these changes. */
export interface VariantRuns {
  changed: readonly Experiment[];
  runs: Record<string, VariantRun>;
}

export interface VariantRun {
  /** Of the variant's own networks, with the same changes. */
  timeline: import("./model/timeline.js").Timeline;
  /** As far as its losses are known. */
  end: Experiment;
}

/** What was changed, with the moment to come back to: that before it, or after it once undone. */
export interface Change {
  moment: Moment;
  what: string;
  /** What the change was a part of: changes of one gesture (a drag) are undone together. */
  gesture?: object;
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
  timeline: import("./model/timeline.js").Timeline;
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

/** A state that can be read, but not written to. */
export interface Watched<S> {
  get(): S;
  /** Calls `listener` after every change, until the function it returns is called. */
  subscribe(listener: (state: S) => void): () => void;
}

export interface Store<S> extends Watched<S> {
  set(change: Partial<S>): void;
}

/** A view makes its elements once, then draws every state it is given. */
export type View = (state: State) => void;

/** What every view is made with. */
export interface Parts {
  store: Watched<State>;
  actions: import("./model/explorer.js").Explorer & import("./learn/learn.js").Learning;
  initial: Initial;
  /** The page as it is when it is opened for the first time. */
  fresh: State;
}

/** What the page carries inside it, so that nothing has to be asked for before it is drawn. */
export interface Initial {
  answer: StepAnswer;
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
  /** Ids of the lab's views, see `app/web/page.py`. */
  lab: string[];
  presets: Preset[];
  outline: Omit<PhasesAnswer, "experiment">;
  activations: Activation[];
  losses: Loss[];
  /** By `String(train_biases)`. */
  biases: Choice[];
}

/** How much may be asked for, see `app/web/page.py`. */
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
