/** Ends what takes too long. */
export function deadline(ms: number): (end: () => void) => () => void {
  return (end) => {
    const timer = setTimeout(end, ms).unref();
    return () => clearTimeout(timer);
  };
}
