/** Views of what a network has, which depends on its layers. */

import { written } from "../model/layers.js";

/** @typedef {import("../types").View} View */

/**
 * A view that is made for the layers of the network on screen: once, and anew when they change.
 *
 * @param {(outline: import("../model/outline.js").Outline) => View} make
 * @returns {View}
 */
export function forLayers(make) {
  let layers = "";
  /** @type {View} */
  let view = () => {};
  return (state) => {
    const { outline } = state;
    if (written(outline.sizes) !== layers) {
      layers = written(outline.sizes);
      view = make(outline);
    }
    view(state);
  };
}
