/** The printed exercises beside the figures: their module comes when they are first looked at. */

/** @type {import("../types").Problem} */
const AWAY = { kind: "problem", message: "The exercises could not be loaded. Nothing is lost." };

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createExercises(parts) {
  const { store, actions } = parts;
  /** @type {import("../types").View | undefined} */
  let view;
  let asked = false;

  function open() {
    asked = true;
    import("./list.js").then(
      ({ createList }) => {
        view = createList(parts);
        view(store.get());
      },
      () => actions.say("page", { ...AWAY, retry: open }),
    );
  }

  return (state) => {
    if (state.panel !== "figures" || state.figuresView !== "exercises") return;
    if (!asked) open();
    view?.(state);
  };
}
