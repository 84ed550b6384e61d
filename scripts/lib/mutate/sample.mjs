/** Draws a repeatable random sample. */

/**
 * @template T
 * @param {T[]} all
 * @param {number} size
 * @param {number} seed the same seed and list give the same sample
 * @returns {T[]} at most `size` of them, in the order of `all`
 */
export function sample(all, size, seed) {
  const random = mulberry32(seed);
  const order = all.map((_, index) => ({ index, key: random() })).sort((a, b) => a.key - b.key || a.index - b.index);
  return order
    .slice(0, size)
    .map(({ index }) => index)
    .sort((a, b) => a - b)
    .map((index) => all[index]);
}

/** A small generator with a good spread; numbers from 0 to below 1. */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
