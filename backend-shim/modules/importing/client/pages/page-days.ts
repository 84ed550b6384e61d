/** Keeps compared pages in the snapshot: a file for each day in UTC, and how far the comparison has come. */
import type { z } from 'zod';
import { pageDayFile, PAGES_STATE } from '#modules/importing/contract/page-files';
import { pageDay, pagesState } from '#modules/importing/contract/pages';
import type { PageDayWire, PageRowWire, PagesState } from '#modules/importing/contract/pages';
import { parse } from '#contract/base/schema';
import { PAGE_RESULTS } from '#modules/importing/domain/pages/model';
import type { OurPage, ComparedPage, TheirPage } from '#modules/importing/domain/pages/model';
import { startOf } from '#modules/importing/domain/pages/match';
import { DAY } from '#domain/time/duration';
import { jsonOrNull } from '../snapshot/json.ts';
import type { SnapshotFolder } from '../snapshot/files.ts';
import type { KnownPeople } from './their-pages.ts';

/** null: nothing was compared yet, or it cannot be read. */
export async function readState(folder: Pick<SnapshotFolder, 'read'>): Promise<PagesState | null> {
  return readOrNull(pagesState, await folder.read(PAGES_STATE));
}

export async function readDay(folder: Pick<SnapshotFolder, 'read'>, day: string): Promise<PageDayWire | null> {
  return readOrNull(pageDay, await folder.read(pageDayFile(day)));
}

function readOrNull<Schema extends z.ZodType>(schema: Schema, text: string | null): z.output<Schema> | null {
  const read = text === null ? null : parse(schema, jsonOrNull(text));
  return read?.ok === true ? read.value : null;
}

export interface ComparedRange {
  from: number;
  to: number;
  comparedAt: number;
}

export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** A body for each day of the range, also for those without pages: nobody was paged then. */
export function daysOf(rows: readonly ComparedPage[], range: ComparedRange, people: KnownPeople): PageDayWire[] {
  const byDay = Map.groupBy(rows, (row) => startOfDay(startOf(row)));
  const days: PageDayWire[] = [];
  for (let start = startOfDay(range.from); start < range.to; start += DAY) {
    const own = (byDay.get(start) ?? []).filter((row) => startOf(row) >= range.from && startOf(row) < range.to);
    days.push({
      day: iso(start).slice(0, 10),
      from: iso(Math.max(start, range.from)),
      to: iso(Math.min(start + DAY, range.to)),
      comparedAt: iso(range.comparedAt),
      counts: Object.fromEntries(
        PAGE_RESULTS.map((one) => [one, own.filter(({ result }) => result === one).length]),
      ) as PageDayWire['counts'],
      rows: own.map((row) => rowBody(row, people)),
    });
  }
  return days;
}

function rowBody({ result, theirs, ours, because }: ComparedPage, people: KnownPeople): PageRowWire {
  return {
    result,
    theirs: theirs && theirBody(theirs, people),
    ours: ours && ourBody(ours),
    because: because && { reason: because.reason, data: { ...because.data } },
  };
}

function theirBody({ of, at, person, methods }: TheirPage, { nameOf }: KnownPeople): PageRowWire['theirs'] {
  return { at: iso(at), person, name: nameOf(person), methods: [...methods], title: of.title, alert: of.id };
}

function ourBody({ of, at, person, methods }: OurPage): PageRowWire['ours'] {
  return { at: iso(at), person, methods: [...methods], title: of.title, incident: of.id, number: of.number };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
