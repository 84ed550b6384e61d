/** Gives each person one colour on all rotas. */

const HUES = 12;

/** FNV-1a with a final mixing step, so that similar logins get distant values. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}

/** Distinguishable hues, with two tones of each. */
const BUCKETS = 2 * HUES;

/**
 * Assigns buckets to people who are shown together, in order of turn: each person's own, or else the next free one. Two
 * people who follow each other have hues that nobody mistakes, and nobody has a colleague's colour. So a person nearly
 * always has the same colour.
 */
export function bucketsOf(logins: Iterable<string>): Map<string, number> {
  const inTurn = [...new Set(logins)];
  const buckets = new Map<string, number>();
  inTurn.forEach((login, i) => {
    const neighbours = [inTurn[i - 1], i === inTurn.length - 1 ? inTurn[0] : undefined].flatMap(
      (one) => buckets.get(one ?? '') ?? [],
    );
    buckets.set(login, freeBucket(hash(login) % BUCKETS, new Set(buckets.values()), neighbours));
  });
  return buckets;
}

/** Hues of neighbours are at least this many steps of 30 degrees apart. */
const APART = 3;

function freeBucket(own: number, taken: ReadonlySet<number>, neighbours: readonly number[]): number {
  const candidates = Array.from({ length: BUCKETS }, (_, tries) => (own + 5 * tries) % BUCKETS);
  const free = candidates.filter((bucket) => !taken.has(bucket));
  const isApart = (bucket: number) => neighbours.every((other) => hueDistance(bucket, other) >= APART);
  const isNewHue = (bucket: number) => [...taken].every((other) => bucket % HUES !== other % HUES);
  return free.find((bucket) => isApart(bucket) && isNewHue(bucket)) ?? free.find(isApart) ?? free[0] ?? own;
}

function hueDistance(a: number, b: number): number {
  const steps = Math.abs((a % HUES) - (b % HUES));
  return Math.min(steps, HUES - steps);
}

export interface BarColour {
  back: string;
  text: string;
}

/** Background and text with a contrast of at least 4.5 in both themes. */
export function colourOf(bucket: number, isDark: boolean): BarColour {
  const hue = (bucket % HUES) * (360 / HUES);
  const tone = Math.floor(bucket / HUES) % 2;
  return isDark
    ? { back: `hsl(${hue} 38% ${tone === 0 ? 26 : 32}%)`, text: 'hsl(0 0% 100%)' }
    : { back: `hsl(${hue} 62% ${tone === 0 ? 84 : 90}%)`, text: `hsl(${hue} 60% 14%)` };
}

/** At most two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => Array.from(word ?? '')[0] ?? '')
      : Array.from(words[0] ?? '').slice(0, 2);
  return letters.join('').toUpperCase();
}
