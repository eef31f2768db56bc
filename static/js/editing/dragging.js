/** Dragging a value sideways. */

import { perPixel, tidy } from "../text/numbers.js";

/** A movement of fewer pixels is still a click. */
const THRESHOLD = 4;

/**
 * @typedef {object} Drag
 * @property {number} pointer
 * @property {string} part
 * @property {number} x  where the pointer was last
 * @property {import("./parameters.js").Change | null} change  once it is a drag
 * @property {number} from  the value before the drag
 * @property {number} exact  the value now, before it is made tidy
 */

/**
 * Changes the value of a part whose grip (`data-grip`) is dragged: rightwards up, leftwards down,
 * with Shift in finer steps. Escape takes it back.
 *
 * @param {SVGElement} root
 * @param {import("./parameters.js").Changes} changes
 * @param {(part: string | null) => void} follow  is told which part is dragged
 */
export function listenToDragging(root, changes, follow) {
  /** @type {Drag | null} */
  let drag = null;
  let dragged = false;

  /** @param {PointerEvent} event */
  function grasp(event) {
    dragged = false;
    const part = gripAt(event.target);
    if (drag || event.button !== 0 || !part) return;
    drag = { pointer: event.pointerId, part, x: event.clientX, change: null, from: 0, exact: 0 };
  }

  /**
   * @param {Drag} drag
   * @param {PointerEvent} event
   */
  function begin(drag, event) {
    drag.change = changes.begin(drag.part);
    if (!drag.change) return end();
    drag.from = drag.exact = drag.change.value;
    drag.x = event.clientX;
    dragged = true;
    // Captured only now: a click must still find what it was on.
    root.setPointerCapture(event.pointerId);
    follow(drag.part);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (drag?.pointer !== event.pointerId) return;
    const by = event.clientX - drag.x;
    if (!drag.change) {
      if (Math.abs(by) >= THRESHOLD) begin(drag, event);
      return;
    }
    const step = perPixel(drag.from, event.shiftKey);
    drag.exact += by * step;
    drag.x = event.clientX;
    drag.change.to(tidy(drag.exact, step));
  }

  function end() {
    if (!drag) return;
    const { pointer } = drag;
    drag = null;
    if (root.hasPointerCapture(pointer)) root.releasePointerCapture(pointer);
    follow(null);
  }

  function takeBack() {
    drag?.change?.takeBack();
    end();
  }

  /** @param {PointerEvent} event */
  const ofDrag = (event) => drag?.pointer === event.pointerId;

  root.addEventListener("pointerdown", grasp);
  root.ownerDocument.addEventListener("pointermove", move);
  root.ownerDocument.addEventListener("pointerup", (event) => ofDrag(event) && end());
  // The browser takes over to scroll.
  root.ownerDocument.addEventListener("pointercancel", (event) => ofDrag(event) && takeBack());
  root.ownerDocument.addEventListener("keydown", (event) => {
    if (event.key === "Escape") takeBack();
  });
  // The click that ends a drag selects nothing.
  root.addEventListener(
    "click",
    (event) => {
      if (dragged) event.stopImmediatePropagation();
      dragged = false;
    },
    { capture: true },
  );
}

/**
 * The part whose value is held there.
 *
 * @param {EventTarget | null} target
 */
function gripAt(target) {
  const grip = target instanceof Element ? target.closest("[data-grip]") : null;
  return grip?.getAttribute("data-grip") ?? "";
}
