/** Numbers that glide from one value to the next instead of jumping. */

const DURATION = 220;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A function that shows a value: at once the first time, gliding after that. Only what is drawn
 * on the way is in between; the value shown in the end is the one given, to the last digit.
 *
 * @param {(value: number) => void} draw
 * @returns {(value: number, glide?: boolean) => void}
 */
export function gliding(draw) {
  /** @type {number | undefined} */
  let shown;
  let goal = NaN;
  let frame = 0;
  return (value, glide = true) => {
    if (Object.is(value, goal)) return;
    cancelAnimationFrame(frame);
    const start = shown;
    goal = value;
    if (!glide || start === undefined || reducedMotion.matches) {
      shown = value;
      draw(value);
      return;
    }
    const began = performance.now();
    /** @param {number} now */
    const tick = (now) => {
      const t = Math.min(1, Math.max(0, (now - began) / DURATION));
      const eased = 1 - (1 - t) ** 3;
      shown = t === 1 ? value : start + (value - start) * eased;
      draw(shown);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };
}
