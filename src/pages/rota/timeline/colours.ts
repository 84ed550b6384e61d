/** A person has one colour, on every rota and every day. */

const HUES = 24;

/** FNV-1a, so that similar logins are far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value;
}

export interface Colour {
  back: string;
  text: string;
}

/** Background and text with a contrast of at least 4.5, in both themes. */
export function colourOf(login: string, isDark: boolean): Colour {
  const value = hash(login);
  const hue = (value % HUES) * (360 / HUES);
  const tone = (value >>> 8) % 2;
  return isDark ? { back: `hsl(${hue} 38% ${tone === 0 ? 26 : 32}%)`, text: 'hsl(0 0% 100%)' } : { back: `hsl(${hue} 62% ${tone === 0 ? 84 : 90}%)`, text: `hsl(${hue} 60% 14%)` };
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => Array.from(word ?? '')[0] ?? '') : Array.from(words[0] ?? '').slice(0, 2);
  return letters.join('').toUpperCase();
}
