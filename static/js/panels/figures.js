import { differences } from "../model/kept-runs.js";
import { byId, setAttributes, setText, unfold } from "../ui/dom.js";
import { given } from "../text/format.js";
import { askedQuantity, shownPhase } from "../model/state.js";
import { createTabs } from "../ui/tabs.js";

/**
 * The published figures: each a way to travel to its number. The table itself is the server's.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createFigures({ actions, initial, fresh }) {
  // The page begins with the experiment of the publications.
  const published = fresh.frame.experiment;
  const other = byId("figures-other", HTMLElement);
  const otherText = byId("figures-other-text", HTMLElement);
  const hereText = byId("figures-here-text", HTMLElement);
  const explain = byId("figures-explain", HTMLButtonElement);
  const panel = byId("panel-published", HTMLElement);
  const showTab = createTabs(byId("figures-tabs", HTMLElement), actions.openFigures);
  /** @type {ReturnType<typeof ways> | null} */
  let buttons = null;

  function ways() {
    unfold(panel);
    return [...panel.querySelectorAll("button")].flatMap((button) => {
      const { iteration, phase, quantity } = button.dataset;
      if (iteration === undefined || phase === undefined || quantity === undefined) return [];
      const place = { iteration: Number(iteration), phase, quantity };
      button.addEventListener("click", () => void actions.goTo(place));
      return [{ button, place }];
    });
  }

  explain.addEventListener("click", () => actions.openPanel("explain"));
  byId("figures-open", HTMLButtonElement).addEventListener("click", () => {
    void actions.openPreset("mazur", -1);
  });
  byId("show-figures", HTMLButtonElement).addEventListener("click", () => {
    byId("menu", HTMLElement).hidePopover();
    actions.openPanel("figures");
    actions.openFigures("published");
    // Once the panel is drawn: on a phone it is far below.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => byId("panel-tab-figures", HTMLElement).focus()),
    );
  });

  return (state) => {
    showTab(state.figuresView);
    if (state.panel !== "figures") return;
    const difference = differenceFrom(published, state.timeline.changed, {
      settings: initial,
      outline: state.outline,
    });
    other.hidden = difference === "";
    setText(otherText, difference);
    const asked = askedQuantity(state);
    let title = "";
    buttons ??= ways();
    for (const { button, place } of buttons) {
      const here =
        place.iteration === state.frame.iteration &&
        state.outline.phaseIndex(place.phase) === shownPhase(state) &&
        place.quantity === asked;
      setAttributes(button, { "aria-current": String(here) });
      if (here) title = button.textContent ?? "";
    }
    setText(hereText, title ? `On screen: ${title}.` : "Select one to travel to it.");
    explain.hidden = title === "";
  };
}

/**
 * How a run differs from that of the publications, in a sentence; nothing if it does not.
 *
 * @param {import("../types").Experiment} published
 * @param {readonly import("../types").Experiment[]} changed  see `Timeline`
 * @param {import("../model/kept-runs.js").Names} names
 */
function differenceFrom(published, changed, names) {
  const [start, ...later] = changed;
  if (start && differences(start, published, names) === "" && later.length === 0) return "";
  const rate = changed.find(({ learning_rate }) => learning_rate !== published.learning_rate);
  const why = rate ? ` (learning rate ${given(rate.learning_rate)})` : "";
  return `The figures are of the published example. The one on screen is another${why}, so its numbers differ.`;
}
