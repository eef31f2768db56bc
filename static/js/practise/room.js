/**
 * Practise: asks, judges and explains on the screen that is there. The experiment stays as it is; a task
 * takes its place on the screen, and gives it back.
 */

import { isPractising } from "../model/practising.js";
import { problemOf } from "../model/problems.js";
import { explainedExample } from "../model/state.js";
import { openStorage } from "../share/persistence.js";
import { read } from "../text/numbers.js";
import { byId, unfold } from "../ui/dom.js";
import { createProblem } from "../ui/problem.js";
import { decimalSign } from "./decimals.js";
import { createEnd } from "./end.js";
import { remember, remembered } from "./memory.js";
import * as rounds from "./practice.js";
import { sceneOf } from "./scene.js";
import { createServer } from "./server.js";
import { createStart } from "./start.js";
import { createTask, isPlaceFound, offered } from "./task.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./practice.js").Asked} Asked
 * @typedef {import("./practice.js").Given} Given
 * @typedef {import("./practice.js").Item} Item
 * @typedef {import("./practice.js").Judged} Judged
 * @typedef {import("./practice.js").Kind} Kind
 * @typedef {import("./practice.js").Practice} Practice
 * @typedef {import("./practice.js").Round} Round
 *
 * @typedef {object} Task  on screen
 * @property {Asked} asked
 * @property {Item} item
 * @property {boolean} isOther  whether its numbers are others than those of the task before
 */

/** So many seeds are tried until all numbers that were told come again. */
const SEEDS = 3;

/** Elements that take digits and letters themselves. */
const TYPED = "input:not([type=radio]), select, textarea, [role=textbox], dialog[open], :popover-open";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("./door.js").Room}
 */
export function createRoom({ store, actions }) {
  unfold(byId("panel-practise", HTMLElement));
  const storage = openStorage(window);
  const server = createServer();
  const showProblem = createProblem({ root: byId("practise-problem", HTMLElement), place: "practise", actions });
  /** @type {Task | null} */
  let task = null;
  /** The phase of an iteration with a mistake. */
  let walked = 1;
  /** What gets the focus with the next drawing. */
  let focus = "";
  /** What was asked for and is not done yet. */
  let waiting = 0;
  let before = Promise.resolve();
  let wasOpen = false;
  /** The experiment under the tasks. @type {State["frame"] | null} */
  let under = null;
  let notation = store.get().notation;

  const start = createStart({
    start: (kind, level) => void begin(kind, level, false),
    choose(kind) {
      put({ ...practice(), kind });
      start.draw(practice(), true);
    },
    resume: () => void stage(),
  });
  const view = createTask({ choose, type, help: () => void help(), next: () => void next(), leave }, decimalSign(navigator.language));
  const end = createEnd({
    again() {
      const { round, standing } = practice();
      const kind = round ? rounds.kindOf(round) : "predict";
      const level = round?.asked[0]?.level ?? 1;
      const further = standing[kind].level > level;
      void begin(kind, further ? standing[kind].level : level, !further, round?.asked[0]);
    },
    choose: leave,
    goToPhase(phase) {
      const index = store.get().outline.phaseIndex(phase);
      actions.openPanel("explain");
      if (index >= 0) void actions.goToPhase(index);
    },
    learn: (step) => actions.openStep(step),
  });

  const practice = () => /** @type {Practice} */ (store.get().practice);

  /**
   * @param {Practice} changed
   * @param {State["scene"]} [scene]
   */
  function put(changed, scene = store.get().scene) {
    actions.practise({ practice: changed, scene });
    remember(storage, changed);
  }

  /**
   * Does one thing after the other. What fails can be tried again.
   *
   * @param {() => Promise<void>} action
   */
  function doing(action) {
    waiting++;
    before = before.then(async () => {
      try {
        await action();
        actions.dismiss("practise");
      } catch (error) {
        actions.say("practise", problemOf(error, () => doing(action)));
      } finally {
        waiting--;
      }
    });
    return before;
  }

  /**
   * The tasks of a round that are kept by their places.
   *
   * @param {Round} round
   * @returns {Promise<Task | null>}
   */
  async function taskOf({ asked, tasks, at }) {
    const place = tasks[at];
    const before = tasks[at - 1];
    if (!place) return null;
    const whole = /** @type {Asked} */ (asked[place.asked]);
    const { items } = await server.tasks(whole);
    const item = /** @type {Item} */ (items[place.item]);
    const isOther = before !== undefined && (before.asked !== place.asked || items[before.item]?.network !== item.network);
    return { asked: whole, item, isOther };
  }

  /**
   * Puts the task of the round on the screen, as far as it was done.
   *
   * @param {Partial<Practice>} [changed]
   */
  const stage = (changed = {}) =>
    doing(async () => {
      await staged({ ...practice(), ...changed, choosing: false });
      focus = "task";
    });

  /** @param {Practice} changed */
  async function staged(changed) {
    const { round } = changed;
    task = round && (await taskOf(round));
    walked = 1;
    let { judged } = changed;
    if (round && task) {
      const { given, help, done } = rounds.progressOf(round);
      if (judged === null && (help > 0 || done || Object.keys(given).length > 0)) judged = await judgement(given, help);
    }
    put({ ...changed, judged }, await sceneFor(round));
    under = store.get().frame;
  }

  /** @param {Round | null} round */
  async function sceneFor(round) {
    if (!round || !task) return null;
    const { asked, item } = task;
    const [frame, outline] = await Promise.all([server.frame(asked, item.network), server.outline(asked, store.get())]);
    return sceneOf({ item, done: rounds.progressOf(round).done, frame, outline, example: asked.example, walked });
  }

  /**
   * @param {Given} given
   * @param {number} help
   */
  function judgement(given, help) {
    const { asked, item } = /** @type {Task} */ (task);
    return server.judge(asked, { item: item.item, ...given, help, notation: store.get().notation });
  }

  /**
   * @param {Kind} kind
   * @param {number} level
   * @param {boolean} other  whether all numbers are others
   * @param {Asked} [before]  whose experiment goes on
   */
  const begin = (kind, level, other, before) =>
    doing(async () => {
      const state = store.get();
      const { experiment, example } = before ?? { experiment: state.frame.experiment, example: explainedExample(state) };
      const seed = practice().rounds;
      /** @type {Asked} */
      const asked = { experiment, kind, level, seed, example, other_numbers: other };
      const { items, none } = await server.tasks(asked);
      start.refuse(none);
      if (items.length === 0) return put({ ...practice(), kind, choosing: true }, null);
      await staged({ ...practice(), kind, rounds: seed + 1, round: rounds.begun(asked, items), judged: null, choosing: false });
      focus = "task";
    });

  /** @param {Given} given */
  const answer = (given) =>
    doing(async () => {
      const { round } = practice();
      if (!round || !task || rounds.progressOf(round).done) return;
      const judged = await judgement(given, rounds.helpWith(round));
      const scene = store.get().scene;
      const after = rounds.answered(round, given, judged, lookAt(judged), missed(judged));
      await settled(after, rounds.isTooShort(judged) ? { ...judged, solution: [] } : judged, scene);
    });

  const help = () =>
    doing(async () => {
      const { round } = practice();
      if (!round || !task || rounds.progressOf(round).done) return;
      const { given, help: shown } = rounds.progressOf(round);
      const judged = await judgement(given, Math.min(rounds.ANSWER, shown + 1));
      await settled(rounds.helped(round, lookAt(judged), missed(judged)), judged, store.get().scene);
    });

  /**
   * @param {Round} round
   * @param {Judged} judged
   * @param {State["scene"]} scene
   */
  async function settled(round, judged, scene) {
    const { done } = rounds.progressOf(round);
    put({ ...practice(), round, judged }, done ? await sceneFor(round) : scene);
    focus = done ? "next" : task?.item.asks === "number" ? "task" : "";
  }

  /** The phase of a task; that of a mistake once it is known. @param {Judged} judged */
  function lookAt({ solution }) {
    const { item } = /** @type {Task} */ (task);
    const first = solution.find(({ field }) => field === "quantity")?.value;
    const { outline } = store.get().scene ?? store.get();
    return first === undefined ? item.phase : (outline.phases[outline.knownFrom(first)]?.id ?? "");
  }

  /** The name of the mistake in an iteration. @param {Judged} judged */
  function missed({ solution }) {
    const { item } = /** @type {Task} */ (task);
    const value = item.asks === "mistake" ? solution.find(({ field }) => field === "choice")?.value : undefined;
    return item.choices.find((choice) => choice.value === value)?.label ?? "";
  }

  const next = () =>
    doing(async () => {
      const done = practice().round;
      if (!done || !rounds.progressOf(done).done) return;
      let round = rounds.onward(done);
      if (rounds.isOver(round)) round = await withMore(round);
      const { standing, ...rest } = practice();
      const kind = rounds.kindOf(round);
      const stands = rounds.isOver(round) ? { ...standing, [kind]: rounds.standingAfter(standing[kind], round) } : standing;
      await staged({ ...rest, standing: stands, round, judged: null });
      focus = rounds.isOver(round) ? "end" : "task";
    });

  /**
   * The round with the numbers that had to be told, once more with other numbers.
   *
   * @param {Round} round
   */
  async function withMore(round) {
    const first = /** @type {Asked} */ (round.asked[0]);
    const { items } = await server.tasks(first);
    let wanted = items.filter(({ item }) => rounds.toComeAgain(round).includes(item));
    for (let seed = first.seed + 1; wanted.length > 0 && seed <= first.seed + SEEDS; seed++) {
      const asked = { ...first, seed, other_numbers: true };
      const found = rounds.alike(wanted, (await server.tasks(asked)).items, seed === first.seed + SEEDS);
      if (found.size > 0) round = rounds.longer(round, asked, [...found.values()]);
      wanted = wanted.filter((item) => !found.has(item));
    }
    return round;
  }

  /** @param {string} value */
  function choose(value) {
    const { judged, round } = practice();
    if (!task || !round || rounds.progressOf(round).done) return;
    if (task.item.asks !== "mistake") return void answer({ choice: value });
    if (!isPlaceFound(judged)) return void answer({ quantity: value });
    void answer({ ...rounds.progressOf(round).given, choice: value });
  }

  /** @param {string} text */
  function type(text) {
    const found = read(text);
    if ("reason" in found) return view.refuse(`${found.reason} Type a number.`);
    void answer({ text });
  }

  /** Leaves the round for the choice of another; one can come back to it. */
  function leave() {
    focus = "start";
    put({ ...practice(), choosing: true }, null);
  }

  /** @param {number} phase */
  function goTo(phase) {
    const { scene } = store.get();
    if (!scene?.walks || phase < 0 || phase > scene.outline.last) return;
    walked = phase;
    put(practice(), { ...scene, phase });
  }

  /**
   * A part of the diagram as an answer. The bias node stands for all biases of its layer.
   *
   * @param {string} part
   * @param {string | null} quantity
   */
  function press(part, quantity) {
    const { scene } = store.get();
    if (!task || !scene) return;
    const { outline, phase } = scene;
    const values = offered(task.item, practice().judged, scene).map(({ value }) => value);
    const now = [quantity ?? "", part, outline.quantityOf(part, phase) ?? ""];
    const beside = outline.parts.find(({ name }) => name === part);
    const biases = beside?.kind === "bias" ? outline.of("bias").filter(({ place }) => place[0] === beside.place[0]) : [];
    const same = values.filter((value) => biases.some(({ name }) => value === name));
    const found = now.find((value) => values.includes(value)) ?? (same.length === 1 ? same[0] : undefined);
    if (found !== undefined) choose(found);
  }

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!isPractising(store.get()) || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    const inBlank = target.closest("#practise-blank") !== null;
    if (!inBlank && (target.closest(TYPED) || document.querySelector("dialog[open], :popover-open"))) return;
    if (key.toLowerCase() === "h") void help();
    else if (!inBlank && /^[1-9]$/.test(key)) view.press(Number(key) - 1);
    else return;
    event.preventDefault();
  });

  const walk = (/** @type {number} */ by) => goTo((store.get().scene?.phase ?? 0) + by);
  actions.practise({ practice: { ...remembered(storage), judged: null, choosing: false }, scene: null });

  return {
    next: () => void (store.get().scene?.done ? next() : walk(1)),
    previous: () => walk(-1),
    goTo,
    press,

    draw(state) {
      const { panel, practice: now, scene } = state;
      const isOpen = panel === "practise";
      if (isOpen && now) {
        // The round goes on where it was, unless another experiment was opened meanwhile.
        if (!wasOpen && !now.choosing && now.round && !scene && waiting === 0 && !rounds.isOver(now.round)) void stage();
        if (wasOpen && scene && under && state.frame !== under) leave();
        if (scene && notation !== state.notation) void stage({ judged: null });
        if (!wasOpen) under = state.frame;
        if (!wasOpen && (now.choosing || now.round === null)) focus = "start";
        notation = state.notation;
      }
      wasOpen = isOpen;
      if (!now) return;
      const { round } = now;
      const over = round !== null && rounds.isOver(round) && !now.choosing;
      const open = round !== null && scene !== null && task !== null && !over;
      start.draw(now, isOpen && (now.choosing || round === null));
      end.draw(state, now, over);
      view.draw(state, { ...now, round: /** @type {Round} */ (round) }, open && isOpen ? task : null);
      showProblem(state);
      if (isOpen && focus !== "") moveFocus();
    },
  };

  /** To what has come on the screen. */
  function moveFocus() {
    const where = focus;
    focus = "";
    if (where === "task") view.focusAnswer();
    if (where === "next") view.focusNext();
    if (where === "end") end.focus();
    if (where === "start") start.focus();
  }
}
