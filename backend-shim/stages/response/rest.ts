/** Tells the responder page about the person's rest, by the same function that records it. */
import { formatInstant } from '#domain/time/words/instant-words';
import { hoursText, restTexts } from '#domain/notify/render/words/rest-texts';
import type { Responder } from '#domain/notify/responder';
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import { upcomingRests } from '../../store/labour/rests/upcoming-rests.ts';
import type { Db } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';

/** "You may not start before 11:40 …"; null: the next start has not moved. */
export async function restSentence(
  db: Db,
  directory: Directory,
  { login, language, timeZone }: Responder,
  now: number,
  noting: UnreadableReporter,
): Promise<string | null> {
  for (const { unit, rest } of await upcomingRests(db, directory, login, now, noting)) {
    const zone = zoneTable(directory.facts.zones, unit.timeZone);
    const need = paramsAt(rulePeriods(unit.rules, zone), rest.rule, rest.plannedAt)?.rest;
    if (need !== undefined) {
      const time = (at: number) => formatInstant(at, now, language, timeZone);
      return restTexts(language).lead(time(rest.earliestAt), hoursText(language, need), time(rest.earliestAt - need));
    }
  }
  return null;
}
