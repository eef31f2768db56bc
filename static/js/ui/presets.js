import { byId, setText } from "./dom.js";
import { numberField } from "./number-field.js";

/** What seeded presets are drawn from at first. */
const FIRST_SEED = 1;

const OWN = "An experiment of your own: change anything, and it goes on from there.";

/**
 * The choice of an experiment to begin with, and the story that it tells.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPresets({ actions, initial: { presets } }) {
  const choice = byId("preset", HTMLSelectElement);
  const story = byId("story", HTMLElement);
  const seedField = byId("seed-field", HTMLElement);
  let shown = "";

  /** @param {string} id */
  const called = (id) => presets.find((preset) => preset.id === id);

  choice.addEventListener("change", () => {
    void actions.openPreset(choice.value, called(choice.value)?.seeded ? FIRST_SEED : -1);
  });
  const seed = numberField(
    byId("seed", HTMLInputElement),
    byId("seed-problem", HTMLElement),
    { whole: true, min: 0 },
    (value) => actions.openPreset(shown, value),
  );
  byId("another-seed", HTMLButtonElement).addEventListener("click", () => {
    void actions.openPreset(shown, Math.floor(Math.random() * 10_000));
  });

  return (state) => {
    shown = state.preset;
    const preset = called(shown);
    if (choice.value !== shown) choice.value = shown;
    setText(story, preset?.story ?? OWN);
    seedField.hidden = !preset?.seeded;
    if (preset?.seeded) seed.show(state.seed);
  };
}
