/** What `make` answers; null where it throws. For decisions that must be made whatever is configured. */
export function answerOf<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
