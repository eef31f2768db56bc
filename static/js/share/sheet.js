/** The address on a printed sheet: `#sheet=7.3.3.2-2-2`. The page opens it once and then removes it. */

const PREFIX = "#sheet=";

/**
 * Opens the sheet in the page's address, now and whenever the address changes.
 *
 * @param {object} parts
 * @param {Pick<import("../model/explorer.js").Explorer, "openSheet">} parts.explorer
 * @param {Pick<Window, "addEventListener"> & {location: Pick<Location, "hash" | "pathname" | "search">,
 *   history: Pick<History, "replaceState">}} parts.window
 * @returns {Promise<void>} settles when the page's first address is opened
 */
export function followSheetAddress({ explorer, window }) {
  const { location, history } = window;

  async function read() {
    const { hash } = location;
    if (!hash.startsWith(PREFIX)) return;
    history.replaceState(null, "", location.pathname + location.search);
    await explorer.openSheet(hash.slice(PREFIX.length));
  }
  window.addEventListener("hashchange", read);
  return read();
}
