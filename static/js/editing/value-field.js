import { byId, setText } from "../ui/dom.js";
import { ANY, numberField } from "../ui/number-field.js";
import { parameterOf, reasonAgainst } from "./parameters.js";

/**
 * The value of the selected part as a field beside its explanation: for the thumb, and for who
 * does not see the diagram.
 *
 * @param {import("./changes.js").Changes} changes
 * @returns {import("../types").View}
 */
export function createValueField(changes) {
  const root = byId("value-field", HTMLElement);
  const label = byId("value-label", HTMLElement);
  const name = byId("value-name", HTMLElement);
  const reason = byId("value-reason", HTMLElement);
  let part = "";
  const field = numberField(
    byId("value", HTMLInputElement),
    byId("value-problem", HTMLElement),
    ANY,
    (value) => changes.begin(part)?.to(value),
  );

  return (state) => {
    const another = part !== (state.selected ?? "");
    part = state.selected ?? "";
    const parameter = parameterOf(state, part);
    const against = reasonAgainst(state, part);
    root.hidden = !parameter && against === "";
    label.hidden = !parameter;
    setText(reason, against);
    if (!parameter) return;
    setText(name, parameter.name);
    if (another) field.forget();
    field.show(parameter.value);
  };
}
