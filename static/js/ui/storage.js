/**
 * The browser's storage, or nothing where it is forbidden: asking for it throws there.
 *
 * @param {{localStorage: Storage}} window
 */
export function openStorage(window) {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
