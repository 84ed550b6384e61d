/**
 * Lets many who ask the same thing share an answer. Who asks while an answer is under way may need to see what was written since
 * it began, so these share the next one.
 */
export function shareNext<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  function begin(): Promise<T> {
    next = null;
    const answer = ask().finally(() => {
      if (running === answer) {
        running = null;
      }
    });
    running = answer;
    return answer;
  }

  return () => {
    if (running === null) {
      return begin();
    }
    next ??= running.then(begin, begin);
    return next;
  };
}
