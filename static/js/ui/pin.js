/** The pin of what is frozen: on its button, and in the diagram. */

import { svg } from "./dom.js";

/** In a square of 16 around the middle. */
const PIN = "M-3.5 -7h7v1.5l-1.5 1v3.5l3 2.5v1.5h-4.2v3.5l-.8 1.5l-.8 -1.5v-3.5h-4.2v-1.5l3 -2.5v-3.5l-1.5 -1z";

/** A pin around the middle, to be placed by the part of the diagram that has it. */
export const pinShape = () => svg("path", { d: PIN });

/** A pin beside the words of a button. */
export const pinIcon = () => svg("svg", { class: "pin", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, [pinShape()]);
