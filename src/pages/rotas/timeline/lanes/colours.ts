/** A person has one colour, on every rota and every day. */

const HUES = 12;

/** FNV-1a with a last mixing, so that similar logins are far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}

/** Hues that look different from each other, and two tones of each. */
const BUCKETS = 2 * HUES;

/**
 * Buckets for people who are seen together: everybody's own, and the next free one for whoever comes
 * (by login) to a taken one. So a person has the same colour nearly everywhere, and never a colleague's.
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

/** Background and text with a contrast of at least 4.5, in both themes. */
export function colourOf(bucket: number, isDark: boolean): BarColour {
  const hue = (bucket % HUES) * (360 / HUES);
  const tone = Math.floor(bucket / HUES) % 2;
  return isDark
    ? { back: `hsl(${hue} 38% ${tone === 0 ? 26 : 32}%)`, text: 'hsl(0 0% 100%)' }
    : { back: `hsl(${hue} 62% ${tone === 0 ? 84 : 90}%)`, text: `hsl(${hue} 60% 14%)` };
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => Array.from(word ?? '')[0] ?? '')
      : Array.from(words[0] ?? '').slice(0, 2);
  return letters.join('').toUpperCase();
}
