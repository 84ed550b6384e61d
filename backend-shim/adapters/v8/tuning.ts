/**
 * Tunes V8 for a small service that starts often. Node offers the same as options of the command line, which whoever
 * starts the sidecar would have to know.
 */
import { flushCompileCache } from 'node:module';
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Bytes at which the space for young objects stops growing. V8's own limit is 128 MB, which a start would fill with what
 * it throws away at once. It is looked at between turns of the event loop, so that one long turn may take more.
 */
const YOUNG_BYTES = 16 * 2 ** 20;

const COMPILERS = ['opt', 'maglev', 'sparkplug'];

/**
 * Code that is loaded at the start runs once. Optimizing it would take a fifth of the processor time of the start, and
 * 15 MB.
 */
export function tuneForLoading(): void {
  COMPILERS.forEach((name) => setFlagsFromString(`--no-${name}`));
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** What comes now may be long: a large configuration, a database with many rows. */
export function allowOptimizing(): void {
  COMPILERS.forEach((name) => setFlagsFromString(`--${name}`));
}

/**
 * Keeps compiled code for the next start, which accepts only what was made with the options that it loads with. Called
 * before `tuneForWork`, since it sets some of the same options.
 */
export function keepCompiledCode(): void {
  tuneForLoading();
  flushCompileCache();
  allowOptimizing();
}

/** MiB with which the space for young objects of a thread begins, if its own limit allows as much. */
const YOUNG_OF_THREADS = 16;

/** From now on the space for young objects grows with the load. V8 shrinks it when little happens. */
export function tuneForWork(): void {
  allowOptimizing();
  // Options are those of the whole process. A thread that begins from now on keeps most of what it reads until it answers,
  // and may not be able to grow later. Limits of its own keep it from growing further while this thread may.
  setFlagsFromString(`--min-semi-space-size=${YOUNG_OF_THREADS}`);
  // The heap of this thread has the size that `--max-old-space-size` gave it. As an option of the process it would hold for each
  // thread as well, in place of the thread's own limit.
  setFlagsFromString('--max-old-space-size=0');
  // Garbage is collected earlier than by V8's default, which assumes a machine of its own.
  setFlagsFromString('--heap-growing-percent=50');
  let mayGrow = false;
  const setGrowth = () => {
    if (mayGrow !== youngBytes() < YOUNG_BYTES) {
      mayGrow = !mayGrow;
      setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
    }
  };
  setGrowth();
  new PerformanceObserver(setGrowth).observe({ entryTypes: ['gc'] });
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}
