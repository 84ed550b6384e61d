/** Sets how long the property tests look. `TEST_DEPTH` multiplies the usual run; `VIGIE_SEED` repeats one. */
const usual = 20_000;
export const depth = Number(process.env['TEST_DEPTH'] ?? (process.env['VIGIE_DEEP'] === '1' ? 50 : 1));

/** Random rotas in all, over all zones. */
const TOTAL_RUNS = Number(process.env['VIGIE_ORACLE_RUNS'] ?? usual * depth);

/** Time limit of a test, ms; far more than a run needs. */
export const TIME_LIMIT = 600_000 * Math.max(1, depth);

/** The usual run is the same every time; a deep one looks elsewhere each time and prints its seed if it fails. */
const seed =
  process.env['VIGIE_SEED'] === undefined ? (depth > 1 ? undefined : 20_260_105) : Number(process.env['VIGIE_SEED']);

export function runs(share: number): { numRuns: number; seed?: number } {
  return { numRuns: Math.max(1, Math.ceil(TOTAL_RUNS * share)), ...(seed === undefined ? {} : { seed }) };
}

/** Splits a run into batches for a process of the oracle, each with the seed that repeats it alone. */
export function batches(share: number, size: number): Array<{ numRuns: number; seed: number }> {
  const { numRuns, seed = Math.floor(Math.random() * 2 ** 31) } = runs(share);
  return Array.from({ length: Math.ceil(numRuns / size) }, (_, i) => ({
    numRuns: Math.min(size, numRuns - i * size),
    seed: seed + i * size,
  }));
}
