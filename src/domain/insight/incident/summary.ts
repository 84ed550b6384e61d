/** Sums up an incident: how long things took, who was paged, and whose sleep it broke. */
import type { CallFact, IncidentFact, PersonFact } from '#domain/insight/facts';
import { hitAt, timeToAnswer } from '#domain/insight/incident/times';
import { interruptionsOf } from '#domain/insight/person/interruptions';
import type { IncidentSummary, PersonTimes } from '#domain/figures/incident-summary';
import type { InsightSettings } from '#domain/figures/settings';

export interface SummedPages {
  /** Logins, one for each page to a person, in order. */
  paged: readonly string[];
  /** Those that people's methods accepted, in order. */
  calls: readonly CallFact[];
  /** Of those who are still known. */
  people: readonly PersonFact[];
}

export function summaryOfIncident(
  incident: IncidentFact,
  pages: SummedPages,
  settings: InsightSettings,
): IncidentSummary {
  const hit = hitAt(incident);
  const answer = timeToAnswer(incident);
  const first = incident.answers.reduce<IncidentFact['answers'][number] | null>(
    (earliest, one) => (earliest === null || one.at < earliest.at ? one : earliest),
    null,
  );
  return {
    timeToPage: hit === null ? null : hit - incident.openedAt,
    timeToAnswer: answer,
    duration: incident.resolvedAt === null ? null : incident.resolvedAt - incident.openedAt,
    answeredBy: first?.user ?? null,
    paged: timesOf(pages.paged),
    woken: timesOf(pages.people.flatMap((person) => sleepBroken(person, pages.calls, settings))),
  };
}

/** Once for each time. */
function sleepBroken(person: PersonFact, calls: readonly CallFact[], settings: InsightSettings): string[] {
  const own = calls.filter(({ user }) => user === person.login);
  return interruptionsOf(person, own, settings).flatMap((one) => (one.class === 'sleep' ? [one.user] : []));
}

function timesOf(users: readonly string[]): PersonTimes[] {
  const counts = new Map<string, number>();
  users.forEach((user) => counts.set(user, (counts.get(user) ?? 0) + 1));
  return [...counts].map(([user, times]) => ({ user, times }));
}
