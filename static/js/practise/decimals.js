/** The decimal sign of the browser's language, in what Practise writes. */

/**
 * @param {string} [language]  the browser's, if none is given
 */
export function decimalSign(language) {
  return new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
}

/**
 * A text with its numbers as people write them: 0,0821 where the sign is a comma.
 *
 * @param {string} text
 * @param {string} sign
 */
export function withSign(text, sign) {
  return sign === "." ? text : text.replace(/(\d)\.(?=\d)/g, `$1${sign}`);
}

/**
 * Writes the numbers in an element so: those of a formula, too.
 *
 * @param {Element} element
 * @param {string} sign
 */
export function writeSigns(element, sign) {
  if (sign === ".") return;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = withSign(node.nodeValue ?? "", sign);
    if (text !== node.nodeValue) node.nodeValue = text;
  }
}
