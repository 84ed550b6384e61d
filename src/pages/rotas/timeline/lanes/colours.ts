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
 * Assigns buckets to people who are shown together: each person's own, or the next free one if a login before theirs
 * has taken it. So a person nearly always has the same colour, and never a colleague's.
 */
export function bucketsOf(logins: Iterable<string>): Map<string, number> {
  const taken = new Set<number>();
  const buckets = new Map<string, number>();
  for (const login of [...new Set(logins)].sort()) {
    let bucket = hash(login) % BUCKETS;
    for (let tries = 0; taken.has(bucket) && tries < BUCKETS; tries++) {
      bucket = (bucket + 5) % BUCKETS;
    }
    taken.add(bucket);
    buckets.set(login, bucket);
  }
  return buckets;
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
