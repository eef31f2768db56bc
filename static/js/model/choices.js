/** What a person chooses to look at: none of it changes the run. */

/** How many questions one can go back. */
const ASKED_KEPT = 50;

/** @param {import("../types").Store<import("../types").State>} store */
export function createChoices(store) {
  /**
   * @param {string | null} part
   * @param {string | null} quantity
   */
  function choose(part, quantity) {
    const { selected, asked, askedBefore } = store.get();
    if (selected === part && asked === quantity) return;
    store.set({
      selected: part,
      asked: quantity,
      askedBefore: selected === null ? [] : [...askedBefore.slice(1 - ASKED_KEPT), { selected, asked }],
    });
  }

  return {
    /** @param {import("../types").Scale} scale */
    setScale: (scale) => store.set({ scale }),

    /** @param {string | null} part  of the diagram */
    select: (part) => choose(part, null),

    /** @param {string} quantity */
    ask: (quantity) => choose(store.get().outline.partOf(quantity), quantity),

    /** Back to what was asked before. */
    askBefore() {
      const { askedBefore } = store.get();
      const before = askedBefore.at(-1);
      if (before) store.set({ ...before, askedBefore: askedBefore.slice(0, -1) });
    },

    /** @param {string[]} quantities  that are pointed at */
    point(quantities) {
      if (quantities.join() !== store.get().pointed.join()) store.set({ pointed: quantities });
    },

    /** @param {string} lab */
    openLab: (lab) => store.set({ lab, ...(lab === "neurons" && { pictures: true }) }),

    /** Shows in the diagram what each neuron sees, or no longer. */
    togglePictures: () => store.set({ pictures: !store.get().pictures }),

    /** @param {string} panel */
    openPanel: (panel) => store.set({ panel }),

    /**
     * Keeps what an answer to the question of this step was found to be.
     *
     * @param {string} verdict
     */
    answer(verdict) {
      const { learning } = store.get();
      const { step, answered } = learning;
      const first = verdict === "right" && !answered.includes(step);
      store.set({
        learning: { ...learning, verdict, answered: first ? [...answered, step] : answered },
      });
    },

    /** @param {import("../types").Learning["live"]} live */
    setLive: (live) => store.set({ learning: { ...store.get().learning, live } }),

    /** @param {string} inspectorView */
    chooseView: (inspectorView) => store.set({ inspectorView }),

    /** @param {string} figuresView */
    openFigures: (figuresView) => store.set({ figuresView }),

    /**
     * @param {string} id  of a variant
     * @param {boolean} chosen  whether it is laid over the loss curve
     */
    chooseVariant(id, chosen) {
      const others = store.get().variants.filter((variant) => variant !== id);
      store.set({ variants: chosen ? [...others, id] : others, variantProblem: "" });
    },

    /** @param {import("../types").Notation} notation */
    setNotation: (notation) => store.set({ notation }),

    /** @param {import("../types").Notice} notice */
    tell: (notice) => store.set({ notice }),

    dismissNotice: () => store.set({ notice: null }),

    /** @param {number} example  or `MEAN` */
    showExample: (example) => store.set({ example }),
  };
}
