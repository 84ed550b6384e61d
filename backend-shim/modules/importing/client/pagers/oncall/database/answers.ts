/**
 * Makes the source's answer of what the engine resolved last. It reaches half a year from then, so the compared range ends
 * where the first of these files does.
 */
import { DAY } from '#domain/time/duration';
import type { OfflineRange, PagerAnswer, PagerObject, ReadProblem } from '../../../pager.ts';
import { oncallUser } from '../schema.ts';
import type { OncallDatabase } from './oncall-tables.ts';
import { resolvedEvents } from './ical-events.ts';
import type { ResolvedEvent } from './ical-events.ts';
import { textIn } from './rows.ts';

/** Files that end within this of the last one are taken to end because the engine looked no further. */
const SAME_HORIZON = 20 * DAY;

export interface OfflineAnswers {
  answers: PagerAnswer[];
  problems: ReadProblem[];
  to: number;
}

export function answersOf(
  database: OncallDatabase,
  users: readonly PagerObject[],
  { from, to }: OfflineRange,
): OfflineAnswers {
  const files = database.rows('schedules_oncallschedule').flatMap((row) => {
    const id = textIn(row, 'public_primary_key');
    const events = resolvedEvents(textIn(row, 'cached_ical_final_schedule') ?? '');
    return id === null ? [] : [{ id, events, last: Math.max(0, ...events.map(({ end }) => end)) }];
  });
  const latest = Math.max(0, ...files.map(({ last }) => last));
  const horizon = Math.min(to, ...files.map(({ last }) => last).filter((last) => last > latest - SAME_HORIZON));
  const problems: ReadProblem[] = [];
  const idOf = idsByTitle(users);
  const answers = files.flatMap(({ id, events }): PagerAnswer[] => {
    const unknown = events.find(({ title, end }) => end > from && idOf(title) === null);
    if (events.length === 0 || horizon <= from || unknown !== undefined) {
      const why =
        unknown === undefined ? 'the engine has resolved nothing for these days' : `nobody is called ${unknown.title}`;
      problems.push({ kind: 'answers', id, why });
      return [];
    }
    const results = events.filter(({ end }) => end > from).map((event) => rowOf(event, idOf(event.title) ?? ''));
    return [
      {
        schedule: id,
        endpoint: 'schedules_oncallschedule.cached_ical_final_schedule',
        from: new Date(from).toISOString(),
        to: new Date(horizon).toISOString(),
        pages: [{ results }],
      },
    ];
  });
  return { answers, problems, to: horizon > from ? horizon : to };
}

function rowOf({ start, end }: ResolvedEvent, user: string): object {
  return { user_pk: user, shift_start: new Date(start).toISOString(), shift_end: new Date(end).toISOString() };
}

/** By login, as written, or by address; a level before the name is none of it. */
function idsByTitle(users: readonly PagerObject[]): (title: string) => string | null {
  const ids = new Map<string, string>();
  for (const { body } of users) {
    const { id, username, email } = oncallUser.parse(body);
    ids.set(username, id);
    if (email) {
      ids.set(email.toLowerCase(), id);
    }
  }
  return (title) => {
    const name = title.replace(/^\[L\d\]\s*/i, '').trim();
    return ids.get(name) ?? ids.get(name.toLowerCase()) ?? null;
  };
}
