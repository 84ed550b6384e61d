/** Matchers while they are typed, one per line; what is empty stays out of what is sent. */
export function matchersOf(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter(Boolean);
}
