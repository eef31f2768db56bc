/**
 * A round of Practise as data: its tasks, and how far the learner is. Pure: each function returns what
 * comes next.
 *
 * @typedef {import("../types").Experiment} Experiment
 * @typedef {"predict" | "fill-in" | "find-the-mistake"} Kind
 *
 * @typedef {object} Asked  what determines tasks, for `/api/practice`
 * @property {Experiment} experiment
 * @property {Kind} kind
 * @property {number} level
 * @property {number} seed
 * @property {number} example
 * @property {boolean} other_numbers
 *
 * @typedef {object} Choice
 * @property {string} value
 * @property {string} label
 * @property {string} part
 *
 * @typedef {object} Item  a task without its answer, see `/api/practice`
 * @property {number} item
 * @property {number} network
 * @property {string} phase
 * @property {string} asks
 * @property {string} question
 * @property {string} part
 * @property {Choice[]} choices
 * @property {string} quantity
 * @property {number} digits
 * @property {string[]} given
 * @property {{quantity: string, value: number}[]} numbers
 *
 * @typedef {object} Tasks  the answer of `/api/practice`
 * @property {import("../types").Network[]} networks
 * @property {Item[]} items
 * @property {string} none
 *
 * @typedef {{choice?: string, quantity?: string, text?: string}} Given  an answer
 *
 * @typedef {object} Judged  the answer of `/api/practice/answer`
 * @property {boolean} right
 * @property {string[]} right_fields
 * @property {string[]} wrong_fields
 * @property {string} verdict
 * @property {string} mistake
 * @property {string} title
 * @property {string[]} said
 * @property {{field: string, value: string}[]} solution
 * @property {{rule: string, formulas: {quantity: string, lines: import("../types").ChainLine[]}[]}} help
 *
 * @typedef {object} Progress  of a task
 * @property {number} wrong   answers
 * @property {number} help    steps of it that were shown, 0 to 3
 * @property {number} pressed  how often help was asked for
 * @property {boolean} done
 * @property {boolean} shown  whether its answer was told before it was found
 * @property {string[]} mistakes  by their names
 * @property {Given} given    the last answer
 * @property {string} look    the phase to look at, should it have been hard
 *
 * @typedef {object} Round
 * @property {Asked[]} asked   the first are its ten, the others come again with other numbers
 * @property {{asked: number, item: number}[]} tasks
 * @property {number} at       the index of the task on screen; after the last one the round is over
 * @property {Progress[]} progress  of each task
 *
 * @typedef {object} Standing  in the levels of a kind
 * @property {number} level
 * @property {number} clean    how many rounds of the level were done with nothing shown
 *
 * @typedef {object} Memory  what the browser keeps
 * @property {Kind} kind       chosen last
 * @property {Record<Kind, Standing>} standing
 * @property {number} rounds   begun so far; each has a seed of its own
 * @property {Round | null} round
 *
 * @typedef {Memory & {judged: Judged | null, choosing: boolean}} Practice  and what was said of the last
 *     answer; and whether one chooses what to do, though there may be a round
 */

/** @type {readonly Kind[]} */
export const KINDS = ["predict", "fill-in", "find-the-mistake"];

export const LAST_LEVEL = 5;

/** So often a level is done with nothing shown before the next follows. */
export const CLEAN = 2;

/** The last step of help, which is the answer. */
export const ANSWER = 3;

/** The help that comes by itself with a wrong number: with the second one the formula, then the number. */
const WITH_WRONG = [0, 0, 2, ANSWER];

/** @type {Progress} */
const BEGUN = { wrong: 0, help: 0, pressed: 0, done: false, shown: false, mistakes: [], given: {}, look: "" };

/** @returns {Memory} */
export function firstMemory() {
  const standing = { level: 1, clean: 0 };
  return { kind: "predict", standing: { predict: standing, "fill-in": standing, "find-the-mistake": standing }, rounds: 0, round: null };
}

/**
 * @param {Asked} asked
 * @param {Item[]} items
 * @returns {Round}
 */
export function begun(asked, items) {
  const tasks = items.map(({ item }) => ({ asked: 0, item }));
  return { asked: [asked], tasks, at: 0, progress: tasks.map(() => BEGUN) };
}

/** @param {Round} round */
export const isOver = ({ at, tasks }) => at >= tasks.length;

/** @param {Round} round */
export const progressOf = ({ at, progress }) => progress[at] ?? BEGUN;

/** @param {Round} round */
export const kindOf = ({ asked }) => /** @type {Asked} */ (asked[0]).kind;

/**
 * @param {Round} round
 * @param {Partial<Progress>} changed  of the task on screen
 * @returns {Round}
 */
function changing(round, changed) {
  const progress = round.progress.with(round.at, { ...progressOf(round), ...changed });
  return { ...round, progress };
}

/**
 * The step of help to ask for with an answer: what is shown already, and what a wrong number brings.
 *
 * @param {Round} round
 */
export function helpWith(round) {
  const { help, wrong } = progressOf(round);
  return kindOf(round) === "fill-in" ? Math.max(help, WITH_WRONG[wrong + 1] ?? ANSWER) : help;
}

/** Whether a number is right as far as it goes, but has too few digits. @param {Judged} judged */
export const isTooShort = ({ right, mistake, title }) => !right && mistake === "" && title !== "";

/**
 * The round after an answer. A prediction has one try; a mistake is found when its place and its name
 * are; a number, when it is right or has been told.
 *
 * @param {Round} round
 * @param {Given} given
 * @param {Judged} judged
 * @param {string} look  the phase that it is about
 * @param {string} [missed]  the name of the mistake that an iteration has; it counts if it took more tries
 * @returns {Round}
 */
export function answered(round, given, judged, look, missed = "") {
  const before = progressOf(round);
  if (judged.right) return changing(round, { given, look, done: true, mistakes: before.wrong > 0 ? adding(before, missed) : before.mistakes });
  if (isTooShort(judged) || judged.wrong_fields.length === 0) return changing(round, { given, look });
  const wrong = before.wrong + 1;
  const mistakes = adding(before, judged.title);
  const told = kindOf(round) === "predict" || (kindOf(round) === "fill-in" && helpWith(round) === ANSWER);
  const help = kindOf(round) === "fill-in" ? helpWith(round) : before.help;
  return changing(round, { given, look, wrong, mistakes, help, done: told, shown: told });
}

/**
 * The round after a press for help.
 *
 * @param {Round} round
 * @param {string} look
 * @param {string} [missed]  see `answered`
 * @returns {Round}
 */
export function helped(round, look, missed = "") {
  const before = progressOf(round);
  const { help, pressed } = before;
  const step = Math.min(ANSWER, help + 1);
  const told = step === ANSWER;
  return changing(round, { help: step, pressed: pressed + 1, look, ...(told && { done: true, shown: true, mistakes: adding(before, missed) }) });
}

/**
 * @param {Progress} progress
 * @param {string} name  of a mistake, or nothing
 */
const adding = ({ mistakes }, name) => (name === "" ? mistakes : [...mistakes, name]);

/** @param {Round} round @returns {Round} */
export const onward = (round) => ({ ...round, at: round.at + 1 });

/**
 * The tasks of the first ten whose number had to be told: they come again with other numbers.
 *
 * @param {Round} round
 */
export function toComeAgain(round) {
  if (kindOf(round) !== "fill-in" || round.asked.length > 1) return [];
  return round.tasks.filter((_, index) => round.progress[index]?.shown).map(({ item }) => item);
}

/**
 * For each item one among others that asks for the same number; or one of the same
 * phase, if that is near enough. No other stands for two.
 *
 * @param {Item[]} wanted
 * @param {Item[]} others
 * @param {boolean} near  whether the same phase is enough
 * @returns {Map<Item, Item>}
 */
export function alike(wanted, others, near) {
  /** @type {Map<Item, Item>} */
  const found = new Map();
  for (const item of wanted) {
    const free = others.filter((other) => ![...found.values()].includes(other));
    const same = free.find(({ quantity }) => quantity === item.quantity) ?? (near ? free.find(({ phase }) => phase === item.phase) : undefined);
    if (same) found.set(item, same);
  }
  return found;
}

/**
 * The round with more tasks, with other numbers.
 *
 * @param {Round} round
 * @param {Asked} asked
 * @param {Item[]} items
 * @returns {Round}
 */
export function longer(round, asked, items) {
  const tasks = [...round.tasks, ...items.map(({ item }) => ({ asked: round.asked.length, item }))];
  const progress = [...round.progress, ...items.map(() => BEGUN)];
  return { ...round, asked: [...round.asked, asked], tasks, progress };
}

/**
 * The end of a round: how many of its tasks were right at once, how often help was asked for, the
 * mistakes, the most frequent first, and the phases to look at.
 *
 * @param {Round} round
 */
export function reportOf({ progress, asked, tasks }) {
  const hard = progress.filter(({ wrong, shown }) => wrong > 0 || shown);
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const name of progress.flatMap(({ mistakes }) => mistakes)) times.set(name, (times.get(name) ?? 0) + 1);
  const first = tasks.filter((task) => task.asked === 0).length;
  return {
    of: first,
    atOnce: progress.slice(0, first).filter(({ wrong, shown, done }) => done && wrong === 0 && !shown).length,
    helps: progress.reduce((sum, { pressed }) => sum + pressed, 0),
    shown: progress.slice(0, first).filter(({ shown }) => shown).length,
    mistakes: [...times].sort(([, one], [, other]) => other - one),
    phases: [...new Set(hard.map(({ look }) => look).filter(Boolean))],
    level: /** @type {Asked} */ (asked[0]).level,
  };
}

/**
 * Where a learner stands after a round. A level ends when it was done twice with nothing shown; a round
 * of another level than that where one stands begins to count there.
 *
 * @param {Standing} standing
 * @param {Round} round
 * @returns {Standing}
 */
export function standingAfter(standing, round) {
  const { level, shown } = reportOf(round);
  const before = standing.level === level ? standing.clean : 0;
  if (shown > 0) return { level, clean: before };
  if (before + 1 < CLEAN || level === LAST_LEVEL) return { level, clean: before + 1 };
  return { level: level + 1, clean: 0 };
}
