/** Runs `make` and returns null if it throws, for decisions that must be made whatever the configuration. */
export function tryOrNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
