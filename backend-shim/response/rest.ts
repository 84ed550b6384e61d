/** Tells the responder page about the person's rest, by the same function that records it. */
import { formatInstant } from '#domain/notify/render/words/civil-time';
import { hoursText, restTexts } from '#domain/notify/render/words/rest-texts';
import type { Responder } from '#domain/notify/responder';
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { updatedRests } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../ports/directory.ts';
import { readRestFacts } from '../store/labour/facts.ts';
import { unitsOf } from '../store/labour/ordinary-hours.ts';
import { readRestsOf } from '../store/labour/rests.ts';
import { restRecord } from '../store/labour/stored-rests.ts';
import type { Db } from '../store/store.ts';
import type { UnreadableReporter } from '../store/stored/unreadable.ts';

const AHEAD = 2 * DAY;

/** "You may not start before 11:40 …"; null: the next start has not moved. */
export async function restSentence(
  db: Db,
  directory: Directory,
  { login, language, timeZone }: Responder,
  now: number,
  noting: UnreadableReporter,
): Promise<string | null> {
  const range = { start: now - AHEAD, end: now + AHEAD };
  for (const unit of unitsOf(directory, login)) {
    const person = await readRestFacts(db, directory, { login, unit, range, now });
    const known = (await readRestsOf(db, [login], range.start, range.end)).map((row) => restRecord(row, noting));
    const rest = updatedRests(person, unit.rules, known, range, now).find(
      ({ state, startedAt, earliestAt }) => state === 'applies' && startedAt === null && earliestAt > now,
    );
    const zone = zoneTable(directory.facts.zones, unit.timeZone);
    const need = rest && paramsAt(rulePeriods(unit.rules, zone), rest.rule, rest.plannedAt)?.rest;
    if (rest && need !== undefined) {
      const time = (at: number) => formatInstant(at, now, language, timeZone);
      return restTexts(language).lead(time(rest.earliestAt), hoursText(language, need), time(rest.earliestAt - need));
    }
  }
  return null;
}
