/** Parses JSON of snapshots and pagers. */

/** null: it is no JSON, or it is `null`. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}
