/** The chapter *Me*: one person's own figures, for that person. */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { IncidentFact, InsightHistory, PersonFact } from '#domain/insight/facts';
import { counted, leftOutOf } from '#domain/insight/figure';
import type { FigureGroup } from '#domain/insight/figure';
import { lossFigure, stepEntries } from '#domain/insight/incident/escalation-loss';
import { answeredFigure, answerTimes } from '#domain/insight/incident/times';
import { effortFigures } from '#domain/insight/person/effort';
import { disruptionFigures, interruptionFigures } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { loadFigures } from '#domain/insight/person/load';
import { loadOfEach } from '#domain/insight/chapters/parts';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';
import type { InsightSettings } from '#domain/insight/settings';
import { DAY, HOUR } from '#domain/time/duration';
import { dateOf, formatDate, weekdayOf } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';

/** The incidents that paged the person, with the person's own pages and answers alone. */
export function ownIncidents(incidents: readonly IncidentFact[], user: string): IncidentFact[] {
  return incidents
    .filter(({ tries }) => tries.some((one) => one.user === user))
    .map((incident) => ({
      ...incident,
      tries: incident.tries.filter((one) => one.user === user),
      answers: incident.answers.filter((answer) => answer.user === user),
    }));
}

export function meChapter(history: InsightHistory, person: PersonFact, settings: InsightSettings): ChapterAnswer {
  const { login } = person;
  const [own] = loadOfEach(history, [person], settings);
  const all = ownIncidents(history.incidents, login);
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const entries = stepEntries(counted(history.incidents));
  const theirs = entries.filter(({ users }) => users.includes(login));
  const { disruption, effort, load } = own as NonNullable<typeof own>;
  return {
    figures: [
      ...loadFigures(load),
      ...disruptionFigures(disruption),
      ...effortFigures(effort),
      answeredFigure(incidents, leftOut),
      ...answerTimes(incidents, leftOut),
      lossFigure(theirs, leftOut),
    ],
    groups: [...byDay(person, disruption.interruptions), ...byWeekHour(person, disruption.interruptions)],
  };
}

/** @param keyOf a local time, as an id */
function groupsBy(
  by: FigureGroup['by'],
  { zone }: PersonFact,
  interruptions: readonly Interruption[],
  keyOf: (local: number) => string,
): FigureGroup[] {
  const groups = groupedBy(interruptions, ({ at }) => keyOf(toLocal(zone, at)));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]) => ({ by, id, figures: interruptionFigures(own) }));
}

function byDay(person: PersonFact, interruptions: readonly Interruption[]): FigureGroup[] {
  return groupsBy('day', person, interruptions, (local) => formatDate(dateOf(local)));
}

/** `1-03`: Monday (0 is Sunday), three o'clock. */
function byWeekHour(person: PersonFact, interruptions: readonly Interruption[]): FigureGroup[] {
  return groupsBy('weekHour', person, interruptions, (local) => {
    const hour = Math.floor((local - dateOf(local) * DAY) / HOUR);
    return `${weekdayOf(dateOf(local))}-${String(hour).padStart(2, '0')}`;
  });
}
