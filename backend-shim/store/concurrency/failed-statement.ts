/** Which statement an error of the database is about, where it arrives after later statements were sent. */
const texts = new WeakMap<object, string>();

export function noteStatement(error: unknown, text: string): void {
  if (typeof error === 'object' && error !== null && !texts.has(error)) {
    texts.set(error, text);
  }
}

/** @param error that of the database, or what was made of it for callers */
export function statementOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) {
    return null;
  }
  return texts.get(error) ?? (error instanceof Error ? statementOf(error.cause) : null);
}
