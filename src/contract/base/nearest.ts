/** Suggests the known word that somebody probably meant. */

/** Letters to change, add, leave out or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Plain letters only, so that `time_zone`, `timezone` and `timeZone` are the same word. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const LONGEST = 64;

/** The known word closest to `word`; null: none is close enough. @param most letters that differ */
export function nearest(
  word: string,
  known: Iterable<string>,
  most = Math.max(1, Math.floor(word.length / 3)),
): string | null {
  if (word.length > LONGEST) {
    return null;
  }
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of known) {
    if (candidate.length > LONGEST) {
      continue;
    }
    const d = distance(fold(word), fold(candidate));
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return bestDistance <= most ? best : null;
}

/** ` Did you mean "policy"?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const best = nearest(word, known);
  return best === null ? '' : ` Did you mean "${best}"?`;
}
