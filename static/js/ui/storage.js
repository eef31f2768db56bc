/** The browser's storage, or nothing where it is forbidden: asking for it throws there. */
export function openStorage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
