/** The chapter *Me*: one person's own figures, for that person. */
import { groupedBy } from '#domain/grouped';
import type { IncidentFact, InsightHistory, PersonFact } from '#domain/insight/facts';
import { counted, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import type { Behind, Had } from '#domain/incident/had';
import { withBehind } from '#domain/insight/incident/behind';
import { lossFigure, stepEntries } from '#domain/insight/incident/escalation-loss';
import { answeredAt, answeredFigure, answerTimes } from '#domain/insight/incident/times';
import { interruptionFigures, rings } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { loadOfEach, NO_PROPOSALS, personFigures } from '#domain/insight/chapters/parts';
import type { ChapterAnswer, PersonLoad } from '#domain/insight/chapters/parts';
import type { InsightSettings } from '#domain/figures/settings';
import { DAY, HOUR } from '#domain/time/duration';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import { formatDate } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';

/**
 * The incidents that paged the person, with the person's own pages and answers alone. What they answer after somebody else
 * is no answer of theirs.
 */
function ownIncidents(incidents: readonly IncidentFact[], user: string): IncidentFact[] {
  return incidents
    .filter(({ tries }) => tries.some((one) => one.user === user))
    .map((incident) => {
      const first = answeredAt(incident);
      const own = incident.answers.filter((answer) => answer.user === user);
      return {
        ...incident,
        tries: incident.tries.filter((one) => one.user === user),
        answers: own.some(({ at }) => at === first) ? own : [],
      };
    });
}

export function meChapter(history: InsightHistory, person: PersonFact, settings: InsightSettings): ChapterAnswer {
  const { login } = person;
  const [own] = loadOfEach(history, [person], settings) as [PersonLoad];
  const all = ownIncidents(history.incidents, login);
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const entries = stepEntries(counted(history.incidents));
  const theirs = entries.filter(({ users }) => users.includes(login));
  const { interruptions } = own.disruption;
  return {
    figures: [
      ...personFigures(own, history).map((one) => ({ ...one, behind: behindOwn(one, { history, own, settings }) })),
      ...withBehind([answeredFigure(incidents, leftOut)], all, { had: ['my-page'] }),
      ...answerTimes(incidents, leftOut),
      lossFigure(theirs, leftOut),
    ],
    groups: [...byDay(interruptions), ...byWeekHour(person, interruptions)],
    people: { asked: 1, counted: 1 },
    proposals: NO_PROPOSALS,
  };
}

interface OwnPast {
  history: InsightHistory;
  own: PersonLoad;
  settings: InsightSettings;
}

/** Where the list of what paged somebody, or of what they worked on, has exactly the incidents that are counted. */
function behindOwn({ key, value }: Figure, past: OwnPast): Behind | null {
  const found =
    value === null ? null : key === 'interruptions' ? callsBehind(past) : key === 'effort' ? workBehind(past) : null;
  const isExact =
    found !== null && found.listed.size === found.counts.size && [...found.counts].every((id) => found.listed.has(id));
  return isExact ? { had: [found.had], rows: found.listed.size } : null;
}

interface FoundBehind {
  had: Had;
  /** What the list shows, and what the figure counts. */
  listed: Set<string>;
  counts: Set<string>;
}

function callsBehind({ history: { incidents, calls, period }, own: { person }, settings }: OwnPast): FoundBehind {
  const ringing = calls.filter(
    (call) =>
      call.user === person.login &&
      call.at >= period.start &&
      call.at < period.end &&
      call.isAsked &&
      !call.test &&
      rings(person, call, settings),
  );
  const paged = counted(incidents).filter(({ tries }) => tries.some(({ user }) => user === person.login));
  return { had: 'my-page', listed: idsOf(paged), counts: new Set(ringing.map(({ incident }) => incident)) };
}

function workBehind({ history: { incidents, work }, own: { person, effort } }: OwnPast): FoundBehind {
  const worked = new Set(work.filter(({ user }) => user === person.login).map(({ incident }) => incident));
  const listed = counted(incidents).filter(
    ({ id, answers }) => worked.has(id) || answers.some(({ user }) => user === person.login),
  );
  return { had: 'my-work', listed: idsOf(listed), counts: new Set(effort.incidents) };
}

const idsOf = (incidents: readonly IncidentFact[]) => new Set(incidents.map(({ id }) => id));

/** @param keyOf an instant, as an id */
function groupsBy(
  by: FigureGroup['by'],
  interruptions: readonly Interruption[],
  keyOf: (at: number) => string,
): FigureGroup[] {
  const groups = groupedBy(interruptions, ({ at }) => keyOf(at));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]) => ({ by, id, figures: interruptionFigures(own) }));
}

/** Days are those of the period, in every chapter. */
function byDay(interruptions: readonly Interruption[]): FigureGroup[] {
  return groupsBy('day', interruptions, (at) => formatDate(dateOf(at)));
}

/** `1-03`: Monday (0 is Sunday), three o'clock by the person's clock. */
function byWeekHour({ zone }: PersonFact, interruptions: readonly Interruption[]): FigureGroup[] {
  return groupsBy('weekHour', interruptions, (at) => {
    const local = toLocal(zone, at);
    const hour = Math.floor((local - dateOf(local) * DAY) / HOUR);
    return `${weekdayOf(dateOf(local))}-${String(hour).padStart(2, '0')}`;
  });
}
