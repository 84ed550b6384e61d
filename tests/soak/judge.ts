/** What must be true of a sidecar after hours of steady load. A run that is too short for a bound does not pass it. */

export interface Sample {
  /** Since the load began. */
  minute: number;
  /** V8's used heap after a forced collection. */
  heapMb: number;
  /** Resident memory before that collection. */
  rssMb: number;
  databaseMb: number;
  /** Alert to first page since the sample before, ms. */
  p99Ms: number;
}

export interface Outcome {
  /** Descriptions of what was promised and never came. */
  lost: readonly string[];
  /** Descriptions of what came and nobody expected, errors in the log among them. */
  unexpected: readonly string[];
}

export interface Judgement {
  bound: string;
  verdict: 'held' | 'broken' | 'too short';
  /** Null if the run was too short to measure it. */
  measured: number | null;
  limit: number;
  /** How long a run must be for this bound, minutes. */
  needsMinutes: number;
}

/** Caches fill, code is compiled, pools reach their size. */
const WARM_UP = 30;
const WINDOW = 30;
const HEAP_WINDOW = 90;
const HEAP_MB_AN_HOUR = 4;
const RSS_RATIO = 1.05;
/** The second half's growth to that of the first. */
const GROWTH_RATIO = 1.2;
/** Later p99 to earlier; the ms are what one turn of a collection costs on a busy machine. */
const [P99_RATIO, P99_MS] = [1.5, 5];

/** @param samples in order of time */
export function judge(samples: readonly Sample[], { lost, unexpected }: Outcome): Judgement[] {
  const ran = samples.at(-1)?.minute ?? 0;
  const early = samples.filter(({ minute }) => minute >= WARM_UP && minute <= WARM_UP + WINDOW);
  const late = samples.filter(({ minute }) => minute >= ran - WINDOW);
  const windows = WARM_UP + 2 * WINDOW;
  const p99 = (of: readonly Sample[]) => median(of.map(({ p99Ms }) => p99Ms));
  const bound = (name: string, needsMinutes: number, limit: number, measure: () => number): Judgement => {
    const base = { bound: name, limit, needsMinutes };
    if (ran < needsMinutes) return { ...base, verdict: 'too short', measured: null };
    const measured = measure();
    // What could not be measured (NaN) has not held.
    return { ...base, verdict: measured <= limit ? 'held' : 'broken', measured };
  };
  return [
    bound('promised and never came', 0, 0, () => lost.length),
    bound('came and was not expected', 0, 0, () => unexpected.length),
    bound('heap, MB an hour over the last 90 minutes', WARM_UP + HEAP_WINDOW, HEAP_MB_AN_HOUR, () =>
      slopeAnHour(
        samples.filter(({ minute }) => minute >= ran - HEAP_WINDOW),
        ({ heapMb }) => heapMb,
      ),
    ),
    bound(
      'resident memory, last 30 minutes to minutes 30 to 60',
      windows,
      RSS_RATIO,
      () => mean(late.map(({ rssMb }) => rssMb)) / mean(early.map(({ rssMb }) => rssMb)),
    ),
    bound('growth of the database, second half to first', windows, GROWTH_RATIO, () =>
      growthRatio(samples.filter(({ minute }) => minute >= WARM_UP)),
    ),
    bound('p99 of alert to page, last 30 minutes, ms', windows, P99_RATIO * p99(early) + P99_MS, () => p99(late)),
  ];
}

/** Least squares. @returns NaN with less than two samples */
export function slopeAnHour(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const x = mean(samples.map(({ minute }) => minute / 60));
  const y = mean(samples.map(of));
  const over = sum(samples.map((one) => (one.minute / 60 - x) * (of(one) - y)));
  return over / sum(samples.map(({ minute }) => (minute / 60 - x) ** 2));
}

/** 1 if it grows as fast in the second half of the time as in the first. */
function growthRatio(samples: readonly Sample[]): number {
  const middle = ((samples[0]?.minute ?? NaN) + (samples.at(-1)?.minute ?? NaN)) / 2;
  const size = ({ databaseMb }: Sample) => databaseMb;
  const first = slopeAnHour(
    samples.filter(({ minute }) => minute <= middle),
    size,
  );
  const second = slopeAnHour(
    samples.filter(({ minute }) => minute >= middle),
    size,
  );
  return second / first;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return values.includes(NaN) ? NaN : (sorted[Math.floor(sorted.length / 2)] ?? NaN);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** 1 where a bound is broken; a bound for which the run was too short is said and does not count. */
export function exitCode(judgements: readonly Judgement[]): 0 | 1 {
  return judgements.some(({ verdict }) => verdict === 'broken') ? 1 : 0;
}
