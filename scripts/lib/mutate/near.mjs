/** Orders tests so that those that probably notice a mutant run first. */

/**
 * @param {string} source
 * @param {{ file: string, ms: number }[]} tests
 * @returns {{ file: string, ms: number }[]} the test beside the source first, then by folders in common, then the quick ones
 */
export function nearestFirst(source, tests) {
  return [...tests].sort(
    (a, b) => inCommon(source, b.file) - inCommon(source, a.file) || a.ms - b.ms || (a.file < b.file ? -1 : 1),
  );
}

function inCommon(source, test) {
  const [one, other] = [source, test].map((file) => file.replace(/(\.\w+)*\.tsx?$/, '').split('/'));
  const differs = one.findIndex((part, index) => part !== other[index]);
  return differs === -1 ? one.length : differs;
}
