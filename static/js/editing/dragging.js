/** Dragging a value sideways. */

import { perPixel, tidy } from "../text/numbers.js";

/** A movement of fewer pixels is a click. */
const THRESHOLD = 4;

/**
 * @typedef {object} Drag
 * @property {number} pointer
 * @property {string} part
 * @property {number} x  the last place of the pointer
 * @property {import("./parameters.js").Change | null} change  null until it is a drag
 * @property {number} from  the value before the drag
 * @property {number} exact  the current value, before rounding
 */

/**
 * Changes the value of a part whose grip (`data-grip`) is dragged: rightwards up, leftwards down,
 * with Shift in finer steps. Escape takes it back.
 *
 * @param {SVGElement} root
 * @param {import("./parameters.js").Changes} changes
 * @param {(part: string | null) => void} follow  receives the dragged part
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
    // Captured only now, because a click must reach the element under it.
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
  // The browser takes over in order to scroll.
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
 * The part whose grip is there.
 *
 * @param {EventTarget | null} target
 */
function gripAt(target) {
  const grip = target instanceof Element ? target.closest("[data-grip]") : null;
  return grip?.getAttribute("data-grip") ?? "";
}
