/** The types of the browser's data. The first half is the API's (`/openapi.json`). */

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
  /** The names of weights and biases that no update changes. */
  frozen: string[];
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

/** More about the last pass. The means over the examples have the form of a pass with one example. */
export interface Details {
  output_losses: Matrix;
  sums: Sums;
  means: { z: Matrix[]; a: Matrix[]; deltas: Matrix[]; output_losses: Matrix; sums?: Sums };
}

/** What a pass adds up. */
export interface Sums {
  /** Of each example. */
  losses: number[];
  /** `paths[l][m][i][j]`: what `weights[l + 1][i][j]` carries back. */
  paths: Matrix[][];
  /** dE/da of each hidden layer, a row per example. */
  activations: Matrix[];
}

export interface StepAnswer {
  experiment: Experiment;
  forward: { z: Matrix[]; a: Matrix[]; loss: number };
  losses: number[];
  passes: Pass[];
  details?: Details;
}

/** What a text was read as, in sentences, and the experiment at iteration 0. */
export interface Reading {
  experiment: Experiment | null;
  read: string[];
  filled: string[];
  unread: Unread[];
  transposed: boolean;
  /** Whether the shapes allow rows and columns. */
  turnable: boolean;
}

export interface Unread {
  line: number | null;
  text: string;
  why: string;
}

/** A printed sheet: its experiment, and what it asks for. */
export interface SheetAnswer {
  experiment: Experiment;
  title: string;
  blanks: { quantity: string; symbol: string }[];
}

/** The numbers of one iteration. The screen shows them phase by phase. */
export interface Frame {
  iteration: number;
  /** The experiment at this iteration, before its update. */
  experiment: Experiment;
  pass: Pass;
  /** Each output's share of the loss, a row per example. */
  outputLosses: Matrix;
  /** Absent from what an earlier version stored. */
  sums?: Sums;
  means: Details["means"];
  /** The experiment after this iteration's update, and its loss. */
  next: Experiment;
  nextLoss: number;
}

/** The progress of something slow: its first and last iteration, and the current one. */
export interface Progress {
  of: "run" | "opening" | "losses";
  from: number;
  to: number;
  at: number;
}

/** A sentence for the reader at one place of the page. `retry` tries the failed action again. */
export interface Problem {
  kind: "problem" | "note";
  message: string;
  retry?: () => unknown;
}

/** A phase of an iteration, with its texts. */
export interface Phase {
  id: string;
  /** The full name, for screen readers. */
  name: string;
  /** The first words of the name, without the layer. */
  label: string;
  /** What it computes, as text. */
  symbol: string;
  direction: "forward" | "backward" | "update";
  /** MathML. */
  equation: string;
  /** The equation in spoken words. */
  text: string;
  sentence: string;
  /** The active parts: `neurons:l`, `edges:l`, `targets`, `losses`. */
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
  /** Layer and index; for a weight, the indices of `weights[l][i][j]`. */
  place: number[];
  label: string;
  /** The symbol of a weight's or bias's gradient. */
  gradient: string;
}

/** The answer of `/api/phases`. */
export interface PhasesAnswer {
  experiment: Experiment;
  /** The name of each layer. */
  layers: string[];
  phases: Phase[];
  parts: Part[];
  /** In the order in which they become known. */
  quantities: NamedQuantity[];
  /** The label of a net input next to its part. */
  symbols: { net: string };
}

/** A line of a formula, from its rule in symbols to the number. */
export interface ChainLine {
  role: string;
  mathml: string;
  text: string;
}

/** A vectorised equation, in symbols and with numbers. */
export interface Matrices {
  equation: string;
  numbers: string;
}

/** A function of the core, with the lines marked that are in question. */
export interface Source {
  file: string;
  function: string;
  lines: { number: number; text: string; marked: boolean }[];
}

/** What happens in a phase: the answer of `/api/phase`. */
export interface Happening {
  id: string;
  title: string;
  sentence: string;
  /** True of any unit: of weights, and of biases if the phase has both. */
  equations: { mathml: string; text: string }[];
  /** The units of the phase in order; a large network has more of them than rows. */
  rows: UnitRow[];
  units: number;
  /** Whether a number shown has fewer digits than the one computed with. */
  rounded: boolean;
  /** One for each layer, and for its biases if they are trained. */
  matrices: Matrices[];
  python: Source[];
  questions: { question: string; answer: string }[];
}

/** A neuron, weight, bias, share of the loss, or the loss, as its phase computes it. */
export interface UnitRow {
  quantity: string;
  part: string;
  title: string;
  symbol: string;
  value: number;
  lines: ChainLine[];
  /** Only the result. */
  short: ChainLine;
}

/** The origin of a number: the answer of `/api/explain`. */
export interface Explanation {
  quantity: string;
  part: string;
  phase: string;
  value: number;
  title: string;
  question: string;
  meaning: string;
  chain: ChainLine[];
  /** Whether a number shown has fewer digits than the one computed with. */
  rounded: boolean;
  matrices: Matrices;
  python: Source[];
  related: { quantity: string; label: string; value: number; phase: string }[];
}

/** A number of a step of the derivation, from the core. */
export type Live = { explanation: Explanation; problem: null } | { explanation: null; problem: string };

/** Where the reader is in the derivation (`static/js/learn`). */
export interface Learning {
  /** Id of the step. */
  step: string;
  /** The parts of the diagram that the step lights, while the page stays in its phase. */
  spotlight: { phase: number; parts: string[] } | null;
  /** Ids of the steps whose question has been answered. */
  answered: string[];
  /** The verdict on the last answer: "right", or the name of a hint. */
  verdict: string | null;
}

/** What a task of Practise shows in place of the experiment (`static/js/practise`). */
export interface Scene {
  frame: Frame;
  outline: import("./model/outline.js").Outline;
  phase: number;
  example: number;
  /** The part that the task is about. */
  part: string | null;
  /** The numbers that the screen does not show. */
  concealed: string[];
  /** Whether one may walk through its phases. */
  walks: boolean;
  /** Whether the task is done, so that the next may come. */
  done: boolean;
}

export type Notation = "short" | "article" | "general";

export type Scale = "linear" | "log";

/** The place of a number: a phase by its id. */
export interface Place {
  phase: string;
  quantity: string;
}

/** A number typed by the reader, and the answer of `/api/check`. */
export interface Check {
  /** The number in words: `Gradient of w5`. */
  asked: string;
  text: string;
  iteration: number;
  verdict: "right" | "mistake" | "unknown";
  digits: number;
  mistake: string | null;
  title: string | null;
  explanation: string;
  /** The explanation, without the right value. */
  hint: string;
  correct: number;
  /** The numbers with the mistake. */
  where: string[];
  place: Place | null;
  /** What was typed, if it is no number; which part of it differs from ours, in words. */
  expression?: { value: number; differs?: string | null };
}

/** An exercise that somebody printed, of `/api/exercises`. */
export interface PrintedExercise {
  id: string;
  title: string;
  author: string;
  /** Left out if it is unknown. */
  year?: number;
  source: Record<"publication" | "seen_in" | "repository" | "path" | "commit" | "address", string>;
  layers: number[];
  /** How many. */
  figures: number;
  conventions: {
    error: string;
    loss: string;
    examples: string;
    biases: string;
    matrix_rows: string;
    learning_rate: string;
    digits: string;
  };
}

/** What becomes of a printed figure. */
export type Outcome = "reproduced" | "rounded" | "follows" | "mistake" | "left";

/** An exercise with its experiment and every figure that it prints. */
export interface ExerciseAnswer {
  exercise: PrintedExercise;
  experiment: Experiment;
  counts: Record<Outcome, number>;
  figures: {
    name: string;
    printed: string;
    /** Left out, as `where`, if there is no such number. */
    computed?: number;
    factor: number;
    outcome: Outcome;
    reason: string;
    mistake: string;
    follows_from: string[];
    where?: Place & { iteration: number };
    example: number;
  }[];
}

/** What the Explain panel asks: about a number or a phase, as it is in this experiment. */
export interface Asked {
  experiment: Experiment;
  /** The index of the example. */
  example: number;
  notation: Notation;
  quantity?: string;
  /** By its id. */
  phase?: string;
}

/** The server's answers: see `server/answers.js`. */
export interface Answers {
  explanation: Explanation & { asked: Asked };
  happening: Happening & { asked: Asked };
  neurons: Seen;
  slice: import("./lab/slice.js").Slice;
  surface: import("./lab/surface.js").Surface;
  gradients: import("./lab/gradients.js").GradientCheck;
  sweep: import("./lab/sweep.js").Sweep;
  /** By `keyOf`. */
  live: Record<string, Live>;
  exercises: { exercises: PrintedExercise[] };
}

export interface State {
  /** The known part of the run on screen. */
  timeline: import("./model/timeline.js").Timeline;
  frame: Frame;
  outline: import("./model/outline.js").Outline;
  /** Index into the phases of the outline. */
  phase: number;
  /** Whether the outputs and the loss are shown before their phases, as after a run. */
  revealed: boolean;
  /** Where Reset goes. */
  origin: Frame;
  /** Id of the experiment's preset, or empty; and its seed, or -1. */
  preset: string;
  seed: number;
  /** Whether the start of the run is not the preset's own: somebody has changed it before it was opened. */
  originEdited: boolean;
  /** Whether the page says what it is and what to press, until the first step. */
  introduction: boolean;
  /** Whether a run that is replaced or cut short is set aside; and the runs set aside, the oldest first. */
  keepsRuns: boolean;
  runs: KeptRun[];
  /** The run that Reset left, while it does not differ from the one on screen. */
  left: Moment | null;
  /** What can be undone and redone, the latest last, and whether there was no room for older changes. */
  undo: { done: Change[]; undone: Change[]; forgotten: boolean };

  /** The progress of what is running, and of the losses computed in the background. */
  progress: Progress | null;
  recalling: Progress | null;
  playing: boolean;
  /** The part being dragged. */
  dragged: string | null;
  /** The numbers under the pointer. */
  pointed: string[];
  /** By their place on the page. */
  problems: Record<string, Problem>;
  answers: Partial<Answers>;

  /** Id of a speed in `SPEEDS`. */
  speed: string;
  iterationsToRun: number;
  scale: Scale;
  notation: Notation;
  /** Index of the example on the diagram, or `MEAN`. */
  example: number;
  /** The selected part of the diagram, and the chosen number of it, if not the phase's own. */
  selected: string | null;
  asked: string | null;
  /** The earlier questions, the latest last. */
  askedBefore: { selected: string; asked: string | null }[];
  /** The open panel beside the diagram. */
  panel: string;
  /** The open view of the explanation. */
  inspectorView: string;
  /** The open view of the published figures. */
  figuresView: string;
  /** The printed exercise that was opened last. */
  exercise: ExerciseAnswer | null;
  learning: Learning;
  /** Where the reader is in Practise, once it was opened; and what of it is on the screen. */
  practice: import("./practise/practice.js").Practice | null;
  scene: Scene | null;
  /** The open tab of the lab, or empty; and the choices in each tab. */
  lab: string;
  labs: Labs;
  /** The requested sweep. */
  sweep: { experiment: Experiment; rates: number[]; steps: number } | null;
  /** The history of the run on screen, as far as it was requested. */
  history: import("./lab/history.js").History | null;
  /** Whether the diagram shows what each neuron sees. */
  pictures: boolean;
  /** The latest first. */
  checks: Check[];
  /** The printed sheet that was opened. */
  sheet: (SheetAnswer & { right: string[] }) | null;
  /** Ids of the variants drawn over the loss curve. */
  variants: string[];
  variantRuns: VariantRuns;
  /** Numbers of an iteration, by variant ("correct" is one) and name. */
  partings: { frame: Frame; values: Record<string, Record<string, number>> } | null;
}

/** The choices in the lab, by tab. */
export interface Labs {
  /** The inputs that span the pictures, by their names, and what the others are held at, if not as in the example. */
  neurons: { across: string; up: string; held: Record<string, number> };
  slice: { parameter: string; span: number };
  surface: { across: string; up: string; picture: "contour" | "surface" };
  sweep: { lowest: number; highest: number; count: number; steps: number };
  histories: { group: string };
}

/** The runs of the variants beside the run with these changes. */
export interface VariantRuns {
  changed: readonly Experiment[];
  runs: Record<string, VariantRun>;
}

export interface VariantRun {
  /** The variant's own networks, with the same changes. */
  timeline: import("./model/timeline.js").Timeline;
  /** The last experiment with a known loss. */
  end: Experiment;
}

/** A change, with a moment to return to: the one before it or, once undone, the one after it. */
export interface Change {
  moment: Moment;
  what: string;
  /** The change's gesture. Changes of one gesture (a drag) are undone together. */
  gesture?: object;
}

/** A run set aside: a second curve, and a way back to the run. */
export interface KeptRun {
  id: number;
  name: string;
  hidden: boolean;
  moment: Moment;
}

/** A run and the place in it: what Undo returns to. All of a run has the same layers. */
export interface Moment {
  timeline: import("./model/timeline.js").Timeline;
  frame: Frame;
  /** Of its network. Its words may be those of another experiment with the same layers. */
  outline: import("./model/outline.js").Outline;
  phase: number;
  revealed: boolean;
  origin: Frame;
  preset: string;
  seed: number;
  originEdited: boolean;
  runs: KeptRun[];
  left: Moment | null;
}

/** The style of a loss curve, see `app/figures/curves.py`. */
export interface CurveStyle {
  id: string;
  name: string;
  /** A token of `theme.css`. */
  colour: string;
  /** In SVG notation; empty for a solid line. */
  dash: string;
  width: number;
}

export interface Preset {
  id: string;
  title: string;
  /** One sentence: what to watch. */
  story: string;
  /** What to predict before the run, and how many iterations show it. */
  question: string;
  iterations: number;
  /** Where it is seen: a panel, or a view of the lab. */
  view: string;
  /** Whether it is drawn at random from a seed. */
  seeded: boolean;
}

/** The activation of each neuron over the plane of the two inputs. */
export interface Seen {
  /** The experiment of these numbers. */
  experiment: Experiment;
  /** The names of the inputs that vary: two, or the only one. */
  plane: string[];
  /** The values of all others. */
  held: Record<string, number>;
  /** The places of the grid along each of the plane. */
  inputs: number[][];
  neurons: SeenNeuron[];
}

export interface SeenNeuron {
  name: string;
  layer: number;
  index: number;
  /** A row for each place along the second input, with an entry for each along the first. */
  activations: Matrix;
  /** The range of its activation function. */
  range: Range;
}

/** A read-only state. */
export interface Watched<S> {
  get(): S;
  /** Calls `listener` after every change. The returned function ends that. */
  subscribe(listener: (state: S) => void): () => void;
}

export interface Store<S> extends Watched<S> {
  set(change: Partial<S>): void;
}

/** A view makes its elements once, then draws every state it is given. */
export type View = (state: State) => void;

/** The arguments of every view. */
export interface Parts {
  store: Watched<State>;
  actions: import("./model/explorer.js").Explorer & import("./learn/learn.js").Learning & import("./practise/door.js").Door;
  initial: Initial;
  /** The state of a fresh page. */
  fresh: State;
}

/** The data inside the page. It is drawn from them without a request. */
/** A way to choose the first numbers of a network. */
export interface Scheme extends Choice {
  says: string;
  /** Whether another seed gives other numbers. */
  seeded: boolean;
}

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
  /** The styles of all loss curves: the run on screen, the variants, the runs set aside. */
  lossCurves: CurveStyle[];
  limits: Limits;
  /** Ids of the lab's views, see `app/web/page.py`. */
  lab: string[];
  presets: Preset[];
  outline: Omit<PhasesAnswer, "experiment">;
  /** In the first phase. */
  happening: Happening;
  activations: Activation[];
  losses: Loss[];
  /** By `String(train_biases)`. */
  biases: Choice[];
  schemes: Scheme[];
}

/** The limits of the server, see `app/web/page.py`. */
export interface Limits {
  /** Steps in one request. */
  steps: number;
  examples: number;
  /** Rates in a sweep. */
  rates: number;
  /** Size of a file or a link. */
  bytes: number;
  /** Iterations in a run. */
  iterations: number;
  /** Neurons in a layer, and hidden layers, of a network that the page shows. */
  neurons: number;
  hidden_layers: number;
  /** The least learning rate. */
  least_rate: number;
  /** How far targets may be off the sum that a loss needs: a third has no exact digits. */
  sum_tolerance: number;
}

/** The choices for an experiment. */
export type Settings = Pick<Initial, "activations" | "losses" | "biases">;

/** A choice: its name in the API, and its label on the page. */
export interface Choice {
  name: string;
  label: string;
}

/** Lowest and highest number; null where unbounded. */
export type Range = [number | null, number | null];

export interface Activation extends Choice {
  /** What it does with each net input: a verb and its object. */
  does: string;
  range: Range;
  /** Null if it is no function of one net input. */
  curve: Curve | null;
  /** Why only the output layer has it, and of several outputs: a verb and its object; null for any layer. */
  outputs_only: string | null;
}

export interface Loss extends Choice {
  /** The output activations it allows; null for any. */
  outputs: string[] | null;
  targets: Range;
  /** What the targets of each example must sum to; null for anything. */
  target_sum: number | null;
  /** Why only those: a verb and its object. */
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
