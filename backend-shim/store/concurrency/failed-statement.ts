/** Which statement an error of the database is about, where it arrives after later statements were sent. */
const texts = new WeakMap<object, string>();

export function noteStatement(error: unknown, text: string): void {
  if (typeof error === 'object' && error !== null && !texts.has(error)) {
    texts.set(error, text);
  }
}

export function statementOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null ? (texts.get(error) ?? null) : null;
}
