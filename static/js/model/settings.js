/**
 * What a choice of the settings is called, as the server says.
 *
 * @param {{name: string, label: string}[]} choices
 * @param {string} name
 */
export function labelOf(choices, name) {
  return choices.find((choice) => choice.name === name)?.label ?? name;
}

/**
 * @param {[number | null, number | null]} range  null where it has no end
 * @returns {[number, number]}
 */
export function endsOf([low, high]) {
  return [low ?? -Infinity, high ?? Infinity];
}
