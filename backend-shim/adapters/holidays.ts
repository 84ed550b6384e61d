/** Lists public holidays of regions. A thread beside paging computes them, and ends when nobody asks for a while. */
import { KNOWN_REGIONS } from './regions/known-regions.ts';
import type { HolidayJobs } from './regions/holiday-jobs.ts';
import { heapShares } from './threads/memory.ts';
import { createPool } from './threads/pool.ts';

/** Every region may wait at once; those that follow the moon (HK, CN) take seconds. */
const MOST = 10_000;
const POOL = { atOnce: 1, perCaller: MOST, waiting: MOST, patience: 600_000, time: 120_000, idle: 30_000 };

const threads = createPool(new URL('./regions/holiday-worker.ts', import.meta.url), {
  ...POOL,
  heap: heapShares().holidays,
});
const lists = new Map<string, Promise<readonly string[]>>();

async function asked<Name extends keyof HolidayJobs>(who: string, job: Name, question: HolidayJobs[Name]) {
  const said = await threads.run(who, { job, question, lists: {} });
  if (!said.ok) throw new Error(`no public holidays of ${JSON.stringify(question)}: ${said.reason}`);
  return said.answer;
}

export function isKnownRegion(region: string): boolean {
  return KNOWN_REGIONS.has(region);
}

/** Regions for a picker, with their names: countries of the world, states of a country, or regions of a state. */
export async function regionsWithin(
  region: string | null,
  language: string,
): Promise<{ region: string; name: string }[]> {
  const found = await asked('picker', 'regions', { within: region, language });
  return found as { region: string; name: string }[];
}

/**
 * The public holidays 1970–2100 of each known region, and the unknown regions. A region's list is the same object each
 * time, since it keys caches.
 */
export async function holidaysFor(
  regions: Iterable<string>,
): Promise<{ holidays: Record<string, readonly string[]>; unknown: string[] }> {
  const [known, unknown] = [[] as string[], [] as string[]];
  for (const region of new Set(regions)) (isKnownRegion(region) ? known : unknown).push(region);
  const made = await Promise.all(known.map(async (region) => [region, await listOf(region)] as const));
  return { holidays: Object.fromEntries(made), unknown };
}

function listOf(region: string): Promise<readonly string[]> {
  const known = lists.get(region);
  if (known !== undefined) return known;
  // Each country has its own queue, so the 31 regions of China that are asked for at once delay another country by one.
  const list = asked(region.slice(0, 2), 'dates', { region }) as Promise<readonly string[]>;
  lists.set(region, list);
  // A failure is told to those who asked; the next question asks the thread again.
  list.catch(() => lists.delete(region));
  return list;
}
