/** Converts typed lines to matchers, without empty lines. */
export function matchersOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter(Boolean);
}
