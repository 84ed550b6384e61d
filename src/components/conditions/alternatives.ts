/** Reads and writes regular expressions that are nothing but a list of texts: `db|web\.eu`. */

const SPECIAL = /[\\.+*?()|[\]{}^$]/;

/** @returns null if the pattern is more than a list of texts */
export function alternativesOf(pattern: string): string[] | null {
  const found = [''];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '|') {
      found.push('');
    } else if (char === '\\') {
      const escaped = pattern.charAt(++i);
      // Any other escape is a class (`\d`), or a control character.
      if (!SPECIAL.test(escaped)) {
        return null;
      }
      found.push(`${found.pop() ?? ''}${escaped}`);
    } else if (SPECIAL.test(char)) {
      return null;
    } else {
      found.push(`${found.pop() ?? ''}${char}`);
    }
  }
  return found.includes('') ? null : found;
}

export function patternOf(texts: readonly string[]): string {
  return texts.map(escaped).join('|');
}

export function escaped(text: string): string {
  return text.replace(new RegExp(SPECIAL, 'g'), '\\$&');
}
