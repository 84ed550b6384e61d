/**
 * Says how much memory threads beside paging may take. V8 gives this process as much heap as the machine or the container
 * allows, or as `--max-old-space-size` says; what threads get follows from that.
 */
import { getHeapStatistics } from 'node:v8';

/** MiB of a thread's heap, and of its part for what was just made. */
export interface HeapShare {
  old: number;
  young: number;
}

export interface HeapShares {
  /** The thread that answers questions about rotas. */
  quick: HeapShare;
  /** A thread that reads calendars. */
  calendar: HeapShare;
  /** The thread that searches a long history. */
  search: HeapShare;
  /** The thread that reads what sources answer. */
  answers: HeapShare;
  /** A thread that decodes large mails. */
  mail: HeapShare;
  /** A thread that reads provisioning files. */
  files: HeapShare;
  /** A thread that runs a step of an import. */
  step: HeapShare;
  /** The thread that computes public holidays. */
  holidays: HeapShare;
  /** A thread that computes figures, or goes through past nights. */
  long: HeapShare;
}

const MIB = 2 ** 20;

/** MiB that whoever starts the sidecar gives its heap; V8's own limit is this and the space for young objects. */
export function givenHeap(options: readonly string[]): number | null {
  const given = options.flatMap((option) => /^--max[-_]old[-_]space[-_]size=(\d+)$/.exec(option)?.[1] ?? []).at(-1);
  return given === undefined || given === '0' ? null : Number(given);
}

function heapOfProcess(): number {
  const options = [...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/), ...process.execArgv];
  return givenHeap(options) ?? getHeapStatistics().heap_size_limit / MIB;
}

/** @param heap MiB of the heap of the thread that pages */
export function heapShares(heap = heapOfProcess()): HeapShares {
  return {
    quick: share(heap / 8, [24, 256], 24),
    calendar: share(heap / 8, [24, 512], 48),
    // Rows of a page; what SQLite holds is beside the heap.
    search: share(heap / 8, [32, 64], 12),
    // An item of an answer at a time.
    answers: share(heap / 8, [32, 128], 24),
    mail: share(heap / 5, [48, 128], 24),
    // Reading takes a hundred times the size of a file. A reload is seldom, and the thread ends with each file.
    files: share(heap / 2.2, [116, 384], 12),
    // What a pager says of hundreds of people and rotas is a few MiB.
    step: share(heap / 4, [48, 136], 24),
    holidays: share(heap / 8, [40, 128], 12),
    // With much memory figures of a whole year are computed; with little, of months.
    long: share(heap > 512 ? heap / 2.5 : heap / 5, [40, 1024], 96),
  };
}

/** With little memory, a quarter of it is for what was just made. */
function share(mib: number, [least, most]: [number, number], young: number): HeapShare {
  const all = Math.round(Math.min(most, Math.max(least, mib)));
  const own = Math.max(6, Math.min(young, Math.round(all / 4)));
  return { old: all - own, young: own };
}
