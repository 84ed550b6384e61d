/** Writes the comparison of pages for a terminal. */
import { comparedDays, PAGE_DAYS } from '#modules/importing/contract/page-files';
import type { PageDayWire, PageRowWire, PagesState } from '#modules/importing/contract/pages';
import { SECOND } from '#domain/time/duration';
import { readDay } from '../pages/page-days.ts';
import type { SnapshotFolder } from '../snapshot/files.ts';
import { BECAUSE_WORDS } from './because-words.ts';
import { lengthOf, moment } from './words.ts';

export interface PagesReport {
  state: PagesState;
  /** The newest first. */
  days: readonly PageDayWire[];
}

/** What a terminal shows; older days are in the snapshot. */
const SHOWN_DAYS = 2;
const SHOWN_ROWS = 20;

export async function pagesReport(
  folder: Pick<SnapshotFolder, 'read' | 'list'>,
  state: PagesState,
): Promise<PagesReport> {
  const days = comparedDays(await folder.list(PAGE_DAYS));
  const read = await Promise.all(days.slice(0, SHOWN_DAYS).map((day) => readDay(folder, day)));
  return { state, days: read.flatMap((day) => day ?? []) };
}

export function pagesLines(report: PagesReport | null): string[] {
  if (report === null) {
    return [];
  }
  const { state, days } = report;
  if (state.failure !== null) {
    return [`pages were not compared: ${state.failure.message}`];
  }
  return [
    ...(days.length === 0 ? [`pages are compared from ${moment(state.since)} UTC on`] : []),
    ...(state.onCallOnly && days.length > 0
      ? [`${state.source} tells only who was on call, so that this stands for its pages`]
      : []),
    ...days.flatMap(dayLines),
  ];
}

function dayLines({ day, to, counts, rows }: PageDayWire): string[] {
  const differing = rows.filter(({ result }) => result !== 'same');
  const more = differing.length - SHOWN_ROWS;
  return [
    `pages of ${day} (UTC, until ${moment(to)}): ${counts.same} of ${rows.length} the same`,
    ...differing.slice(0, SHOWN_ROWS).map((row) => `  ${rowText(row)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** `they paged Ann at 03:12; we would have paged ben at 03:12, because …` */
function rowText({ theirs, ours, because }: PageRowWire): string {
  const they =
    theirs === null ? 'they paged nobody' : `they paged ${theirs.name} at ${moment(theirs.at)} UTC (${theirs.title})`;
  const we =
    ours === null
      ? 'we would have paged nobody'
      : `we would have paged ${ours.person} at ${moment(ours.at)} UTC (#${ours.number} ${ours.title})`;
  return `${they}; ${we}, ${because === null ? 'as they did' : becauseText(because)}`;
}

function becauseText({ reason, data }: NonNullable<PageRowWire['because']>): string {
  return BECAUSE_WORDS[reason].replace(/\{(\w+)(?::(at|length|shift))?\}/g, (_, name: string, form?: string) => {
    const value = data[name];
    return typeof value !== 'number'
      ? (value ?? '?')
      : form === 'at'
        ? `${moment(new Date(value).toISOString())} UTC`
        : form === undefined
          ? String(value)
          : `${lengthOf(Math.round(Math.abs(value) / SECOND)) || '0 min'}${form === 'length' ? '' : value < 0 ? ' earlier' : ' later'}`;
  });
}
