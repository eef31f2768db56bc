/**
 * A view of something that lies on the board: it is placed anew whenever the board has another width.
 *
 * @param {HTMLElement} board
 * @param {(width: number) => void} place  in pixels
 * @param {import("../types").View} draw
 * @returns {import("../types").View}
 */
export function placedOn(board, place, draw) {
  /** @type {import("../types").State | undefined} */
  let latest;
  place(board.clientWidth);
  new ResizeObserver(() => {
    place(board.clientWidth);
    if (latest) draw(latest);
  }).observe(board);
  return (state) => {
    latest = state;
    draw(state);
  };
}
