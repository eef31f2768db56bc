import { setAttributes, setText } from "./dom.js";

/**
 * A field for a number, which takes effect when it is left or Enter is pressed, and says what is
 * allowed when it cannot.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} problem
 * @param {(value: number) => string} problemWith  what is wrong with a value, or nothing
 * @param {(value: number) => unknown} apply
 */
export function numberField(input, problem, problemWith, apply) {
  /** The value in the state, and the one written into the field. */
  let shown = NaN;
  let written = NaN;

  function commit() {
    const value = input.value.trim() === "" ? NaN : Number(input.value);
    const message = problemWith(value);
    setText(problem, message);
    setAttributes(input, { "aria-invalid": String(message !== "") });
    if (message === "") {
      written = value;
      // Enter commits, and so does leaving the field after it.
      if (value !== shown) {
        shown = value;
        void apply(value);
      }
    }
    return message === "";
  }
  input.addEventListener("change", commit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
  });

  return {
    commit,
    /** What the field says was about another number. */
    forget() {
      written = NaN;
      input.value = "";
    },
    /** @param {number} value */
    show(value) {
      shown = value;
      // What someone is typing is left alone.
      const typing = document.activeElement === input && input.value !== String(written);
      if (value === written || typing) return;
      written = value;
      input.value = String(value);
      setText(problem, "");
      setAttributes(input, { "aria-invalid": "false" });
    },
  };
}
