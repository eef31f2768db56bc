/**
 * Where the chips of the weights between two layers stand: each on its own edge, none over another or
 * over a neuron. Pure: numbers in, numbers out.
 */

/**
 * @typedef {import("./geometry.js").Point} Point
 *
 * @typedef {object} Form  of a chip
 * @property {"full" | "line" | "stack" | "number"} name  all that is told of a weight; its name and one
 *   number, beside each other or one above the other; the number alone
 * @property {number} lines   the most lines of text
 * @property {number} line    the height of one
 * @property {[number, number]} widths  the least and the most
 * @property {number} margin  between its neurons and the only chip on an edge
 *
 * @typedef {Point & {radius: number}} Disc
 * @typedef {Point & {width: number, height: number}} Box
 * @typedef {Disc | Box} Obstacle
 *
 * @typedef {(to: number, from: number) => number} Places  of chips along their edges
 */

/** A chip is so much higher than its lines. */
const PADDING = 6;

/** The least distance between two chips, and from one to what it must not cover. */
const CLEAR = 2;

/** No more than this is looked for. */
const ENOUGH = 12;

/** Chips of two neurons and two may touch their neurons, and so may the few that are shown where not all fit. */
const TOUCHING = -1;

/** More edges than these hide each other behind their chips. */
const MOST_CHIPS = 9;

/**
 * The chips between two layers: in the most telling form for which there is room.
 *
 * @param {Point[]} senders
 * @param {Point[]} receivers
 * @param {{forms: Form[], crossing: number, radius: number, badge: {width: number}}} measures
 * @param {Obstacle[]} obstacles
 * @returns {import("./geometry.js").Gap}
 */
export function placesOf(senders, receivers, measures, obstacles) {
  const { forms, crossing, radius } = measures;
  const apart = (receivers[0]?.x ?? 0) - (senders[0]?.x ?? 0);
  const free = apart - 2 * radius;
  const beside = apart - Math.max(2 * radius, measures.badge.width) - 4 * CLEAR;
  const dense = senders.length * receivers.length > MOST_CHIPS;
  // Where not all fit, those of one neuron do. Many of them tell one number each.
  for (const all of [true, false])
    for (const form of dense && all ? forms.slice(1) : forms)
      for (const width of widthsOf(form, free, beside)) {
        const along = placed({ senders, receivers, width, height: heightOf(form), crossing, obstacles, all });
        if (along) return { form, width: Math.round(width * 100) / 100, all, dense, along };
      }
  const form = /** @type {Form} */ (forms.at(-1));
  return { form, width: 0, all: false, dense, along: along(senders, receivers, () => 0.5) };
}

/** @param {Form} form */
const heightOf = ({ lines, line }) => lines * line + PADDING;

/**
 * @param {Point[]} senders
 * @param {Point[]} receivers
 * @param {Places} places
 */
function along(senders, receivers, places) {
  return receivers.map((_, to) => senders.map((_, from) => places(to, from)));
}

/**
 * The widths to try: as wide as one column of chips can be, then as two can, then the least.
 *
 * @param {Form} form
 * @param {number} free    between the neurons
 * @param {number} beside  for two columns
 */
function widthsOf({ widths: [least, most], margin }, free, beside) {
  const widths = [Math.min(most, free - margin), Math.min(most, beside / 2), least];
  return [...new Set(widths)].filter((width) => least <= width && width <= free);
}

/**
 * @typedef {object} Room
 * @property {Point[]} senders
 * @property {Point[]} receivers
 * @property {number} width   of a chip
 * @property {number} height
 * @property {number} crossing
 * @property {Obstacle[]} obstacles
 * @property {boolean} all  whether all are to fit at once; else those of one neuron
 */

/** The places along the edges that are tried, from near the senders to the middle. */
const ALONG = Array.from({ length: 31 }, (_, index) => 0.2 + 0.01 * index);

/** For a single chip, on either side. */
const ANYWHERE = Array.from({ length: 25 }, (_, index) => 0.2 + 0.025 * index);

/** Which chips are in the second of two columns. @type {((to: number, from: number) => boolean)[]} */
const SECOND = [
  () => false,
  () => true,
  (to, from) => (to + from) % 2 === 1,
  (to, from) => (to + from) % 2 === 0,
  (to) => to % 2 === 1,
  (_, from) => from % 2 === 1,
];

/**
 * The places along the edges that keep the chips apart; none if there is no room. Those of two neurons
 * and two have their own: straight edges in the middle, crossing ones before they cross. Others stand
 * in one column or two, as far apart as can be; where that is not enough, one after the other is moved.
 *
 * @param {Room} room
 * @returns {number[][] | undefined}
 */
function placed(room) {
  const { senders, receivers } = room;
  const simple = along(senders, receivers, (to, from) => (to === from ? 0.5 : room.crossing));
  if (senders.length < 3 && receivers.length < 3 && clearance(room, simple) > TOUCHING) return simple;
  let best = { clear: -Infinity, found: simple };
  for (const isSecond of SECOND)
    for (const t of best.clear < ENOUGH ? ALONG : []) {
      const found = along(senders, receivers, (to, from) => (isSecond(to, from) ? 1 - t : t));
      const clear = clearance(room, found, best.clear);
      if (clear > best.clear) best = { clear, found };
    }
  const enough = room.all ? CLEAR : TOUCHING;
  if (best.clear < enough && (!room.all || best.clear > HOPELESS)) best = moved(room, best.found);
  return best.clear < enough ? undefined : best.found;
}

/** How often every chip is moved; where they overlap by more than this, it does not help. */
const SWEEPS = 2;
const HOPELESS = -9;

/**
 * Moves each chip to where it has most room, in turn.
 *
 * @param {Room} room
 * @param {number[][]} start
 */
function moved(room, start) {
  const found = start.map((row) => [...row]);
  const chips = found.map((row, to) => row.map((t, from) => chipAt(room, to, from, t)));
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const [to, row] of found.entries())
      for (const from of row.keys()) {
        const beside = chips.flatMap((line, i) => line.filter((_, j) => (i !== to || j !== from) && (room.all || i === to || j === from)));
        let most = -Infinity;
        for (const t of ANYWHERE) {
          const chip = chipAt(room, to, from, t);
          const clear = leastOf(chip, room.obstacles, leastOf(chip, beside, within(room, chip), most), most);
          if (clear <= most) continue;
          most = clear;
          row[from] = t;
          /** @type {Box[]} */ (chips[to])[from] = chip;
        }
      }
  return { clear: clearance(room, found), found };
}

/**
 * @param {Room} room
 * @param {number} to
 * @param {number} from
 * @param {number} t
 * @returns {Box}
 */
function chipAt({ senders, receivers, width, height }, to, from, t) {
  const start = /** @type {Point} */ (senders[from]);
  const end = /** @type {Point} */ (receivers[to]);
  return { x: start.x + (end.x - start.x) * t, y: start.y + (end.y - start.y) * t, width, height };
}

/**
 * The least distance between two chips, or from one to an obstacle; below zero where they overlap.
 *
 * @param {Room} room
 * @param {number[][]} along
 * @param {number} [enough]  a smaller one need not be exact
 */
function clearance(room, along, enough = -Infinity) {
  /** @type {(Box & {to: number, from: number})[]} */
  const chips = [];
  let least = Infinity;
  for (const [to, row] of along.entries())
    for (const [from, t] of row.entries()) {
      const chip = chipAt(room, to, from, t);
      for (const other of chips)
        if (room.all || other.to === to || other.from === from) least = Math.min(least, distance(chip, other));
      least = leastOf(chip, room.obstacles, Math.min(least, within(room, chip)), enough);
      if (least <= enough) return least;
      chips.push({ ...chip, to, from });
    }
  return least;
}

/**
 * How far a chip stays within its gap: beyond the middle of a neuron it would meet those of the next.
 *
 * @param {Room} room
 * @param {Box} chip
 */
function within({ senders, receivers }, { x, width }) {
  const [left, right] = [senders[0]?.x ?? 0, receivers[0]?.x ?? 0];
  return Math.min(x - width / 2 - left, right - x - width / 2);
}

/**
 * The least distance from a chip to others, or to what was nearer before.
 *
 * @param {Box} chip
 * @param {Obstacle[]} others
 * @param {number} least
 * @param {number} enough  a smaller one need not be exact
 */
function leastOf(chip, others, least, enough) {
  for (const other of others) {
    if (least <= enough) return least;
    least = Math.min(least, distance(chip, other));
  }
  return least;
}

/**
 * @param {Box} chip
 * @param {Obstacle} other
 */
export function distance(chip, other) {
  const dx = Math.abs(chip.x - other.x);
  const dy = Math.abs(chip.y - other.y);
  if ("radius" in other) return Math.hypot(Math.max(0, dx - chip.width / 2), Math.max(0, dy - chip.height / 2)) - other.radius;
  return Math.max(dx - (chip.width + other.width) / 2, dy - (chip.height + other.height) / 2);
}
