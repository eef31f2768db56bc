/** Editing values in the diagram: connects its modules. */

import { forLayers } from "../ui/made.js";
import { byId, setAttributes, setText, svg } from "../ui/dom.js";
import { createChanges, parameterOf, reasonAgainst } from "./parameters.js";
import { listenToDragging } from "./dragging.js";
import { createInPlaceField, createValueField } from "./fields.js";
import { createFreezing } from "./freezing.js";
import { SHORTCUTS, listenToEditingKeys } from "../ui/keyboard.js";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createEditing({ store, actions }) {
  const board = byId("board", HTMLElement);
  const diagram = byId("diagram", SVGSVGElement);
  const changes = createChanges({ store, actions });
  const open = createInPlaceField(board, diagram, {
    changes,
    nameOf: (part) => parameterOf(store.get(), part)?.name ?? part,
    focus: (part) => focusable(diagram, part)?.focus(),
  });
  listenToDragging(diagram, changes, actions.drag);
  listenToEditingKeys(diagram, {
    changes,
    open,
    partAt: (target) => focusedPart(target, store.get().selected),
  });
  diagram.addEventListener("dblclick", (event) => {
    if (event.target instanceof Element) open(heldPart(event.target));
  });
  const tell = createTelling(diagram);
  const showField = createValueField(changes);
  const showPin = createFreezing({ store, actions });
  return (state) => {
    tell(state);
    showField(state);
    showPin(state);
    diagram.toggleAttribute("data-dragging", state.dragged !== null);
  };
}

/**
 * Tells for every part that it can be changed, or why not.
 *
 * @param {SVGSVGElement} diagram
 * @returns {import("../types").View}
 */
function createTelling(diagram) {
  return forLayers(() => {
    const focusables = [...diagram.querySelectorAll("[tabindex][data-part]")];
    const grips = [...diagram.querySelectorAll("g[data-grip]")].map((grip) => {
      const title = svg("title");
      grip.prepend(title);
      return { grip, title };
    });

    return (state) => {
      for (const element of focusables) {
        const part = element.getAttribute("data-part") ?? "";
        const against = reasonAgainst(state, part);
        if (against) {
          setAttributes(element, { "aria-description": against });
          element.removeAttribute("aria-keyshortcuts");
        } else if (parameterOf(state, part))
          setAttributes(element, {
            "aria-description": "Type a number to change its value.",
            "aria-keyshortcuts": SHORTCUTS,
          });
      }
      for (const { grip, title } of grips) {
        const against = reasonAgainst(state, grip.getAttribute("data-grip") ?? "");
        setText(title, against || "Drag sideways to change it, or double-click to type.");
        grip.toggleAttribute("data-fixed", against !== "");
      }
    };
  });
}

/**
 * The part with the focus. A bias node stands for all biases of its layer; the selected one is meant.
 *
 * @param {Element} target
 * @param {string | null} selected
 */
function focusedPart(target, selected) {
  const inside = selected && target.querySelector(`[data-part="${selected}"]`);
  return inside ? selected : heldPart(target);
}

/** @param {Element} target */
function heldPart(target) {
  const place = target.closest('[data-grip]:not([data-grip=""]), [data-part]');
  return place?.getAttribute("data-grip") || place?.getAttribute("data-part") || "";
}

/**
 * @param {SVGSVGElement} diagram
 * @param {string} part
 * @returns {SVGElement | null | undefined}
 */
function focusable(diagram, part) {
  return diagram.querySelector(`[tabindex][data-part="${part}"], [tabindex] [data-part="${part}"]`)?.closest("[tabindex]");
}
