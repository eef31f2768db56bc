import { lossValues } from "../text/describe.js";
import { grouped, precise, short, subscripted } from "../text/format.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { COMPUTED, fit, gliding, partAttributes } from "./part.js";

/** The height of a line of text. */
const LINE = 19;

/** Between a gauge and what is joined to it. */
const SPACE = 14;

/**
 * The loss, where the shares of the outputs are added up: E₁ + E₂ = E.
 *
 * @param {string} part
 * @param {number} outputs
 */
export function createTotal(part, outputs) {
  const bracket = svg("path", { class: "bracket" });
  const shares = svg("text", { class: "shares" });
  const loss = svg("text", { class: "loss" });
  const mean = svg("text", { class: "shares" });
  const reach = svg("rect", { class: "hit", y: -LINE, height: 2 * LINE });
  const element = svg("g", { class: "total", ...COMPUTED, "data-part": part, "data-asks": "loss" }, [
    bracket,
    reach,
    svg("g", { "aria-hidden": "true" }, [shares, loss, mean]),
  ]);
  const all = Array.from({ length: outputs }, (_, index) => `E${subscripted(String(index + 1))}`);
  const added = (outputs > 3 ? [all[0], "…", all.at(-1)] : all).join(" + ");
  let before = "";
  let room = 0;
  let low = false;
  const drawLoss = gliding((value) => {
    setText(loss, `${before}${short(value)}`);
    fit(loss, room);
  });

  return {
    element,

    /** @param {import("./geometry.js").Layout} layout */
    place(layout) {
      const { x, y, half } = layout.sum;
      const isWide = layout.gauge !== null;
      setAttributes(element, { transform: `translate(${x} ${y})` });
      setAttributes(bracket, { d: half > 0 ? `M0 ${-half}V${half}M0 0H${SPACE - 4}` : "" });
      ({ room, low } = layout.sum);
      setAttributes(reach, { x: isWide ? 0 : -room / 2, width: isWide ? room + SPACE : room });
      for (const text of [shares, loss, mean]) setAttributes(text, { x: half > 0 ? SPACE + 2 : 0 });
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     * @param {boolean} glide
     */
    draw(state, active, glide) {
      const values = lossValues(state);
      if (values) {
        // Of several examples one is shown: its own loss, and the mean.
        const one = values.examples > 1 && values.sum !== values.loss ? values.sum : undefined;
        const means = one === undefined ? "" : `mean of ${grouped(values.examples)}: `;
        // Below all outputs there is room for two lines.
        const isShort = low && one !== undefined;
        setText(shares, `${added} =${isShort ? ` ${short(one)}` : ""}`);
        before = one === undefined ? `${state.outline.labelOf(part)} ` : low ? means : "";
        drawLoss(low ? values.loss : (one ?? values.loss), glide);
        setText(mean, low || one === undefined ? "" : `${means}${short(values.loss)}`);
        for (const [index, text] of [shares, loss, mean].entries())
          setAttributes(text, { y: (index - (low || one === undefined ? 0.5 : 1)) * LINE });
      }
      setAttributes(element, {
        class: `total ${values ? "has-loss" : ""} ${active ? "active" : "idle"}`,
        "aria-label": values ? `Loss, sum of the shares ${precise(values.sum ?? values.loss)}` : "Loss",
        ...partAttributes(state, part),
      });
      for (const text of [shares, mean]) fit(text, room);
    },
  };
}
