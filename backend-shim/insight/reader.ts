/** Reads little at once, and much in a thread of its own, so that no page waits for it. */
import type { Unreadable } from '#contract/unreadable';
import type { InsightReader } from '../ports/insight/reader.ts';
import type { InsightSources } from '../store/insight/incidents.ts';
import { DAY } from '#domain/time/duration';
import type { NewDay } from '../store/insight/kept/days.ts';
import { countOpened, makeDay } from '../store/insight/kept/make.ts';
import type { Store } from '../store/store.ts';
import { figuresOf, foundIn, readAsked } from './past.ts';
import { createInsightThread } from './thread.ts';
import type { ThreadLimits } from './thread.ts';

/** Incidents; a thread costs more to start and to hold than reading these. */
const LITTLE = 300;

export interface FigureReader extends InsightReader {
  /** @param made a new id */
  makeDay(day: number, made: string): Promise<NewDay>;
  /** To be called once in a while; what nobody needs any more is let go. */
  rest(): void;
  close(): Promise<void>;
}

export function createFigureReader(
  store: Pick<Store, 'place'>,
  sources: InsightSources,
  limits: ThreadLimits,
): FigureReader {
  const place = store.place();
  const note = (found: Unreadable) => sources.noting.note(found);
  const thread = place === null ? null : createInsightThread(() => store.place() ?? place, note, limits);
  const isLittle = async (start: number, end: number) =>
    (await countOpened(sources.db, start, end, LITTLE + 1)) <= LITTLE;

  const here: InsightReader['read'] = async (asked, use) => {
    const read = await readAsked(sources, asked);
    return use({ found: foundIn(read), figures: (more) => Promise.resolve(figuresOf(read, more)) });
  };
  return {
    read: async (asked, use) => {
      const { start, end } = asked.period;
      return thread === null || (await isLittle(start, end)) ? here(asked, use) : thread.read(asked, use);
    },
    makeDay: async (day, made) =>
      thread === null || (await isLittle(day * DAY, (day + 1) * DAY))
        ? makeDay(sources, day, made)
        : thread.makeDay(day, made),
    rest: () => thread?.rest(),
    close: async () => thread?.close(),
  };
}
