/** Reads what the head of a review sums up: of the incident, and of the pages about those that were merged into it. */
import type { CallFact, PersonFact } from '#domain/insight/facts';
import type { ClockHours } from '#domain/figures/settings';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { reviewFacts } from '#domain/review/facts';
import type { ReviewFacts } from '#domain/review/facts';
import type { Directory } from '../../../ports/directory.ts';
import { readPages } from '../../../store/incidents/details.ts';
import { readIncidentFact } from '../../../store/insight/incidents.ts';
import type { EntrySources } from './entries.ts';
import { reviewedIncidents } from './entries.ts';

export interface FactSources extends EntrySources {
  directory: Directory;
  sleep: ClockHours;
}

const NOTHING: ReviewFacts = {
  timeToPage: null,
  timeToAnswer: null,
  duration: null,
  answeredBy: null,
  paged: [],
  woken: [],
};

export async function readFacts(sources: FactSources, id: string): Promise<ReviewFacts> {
  const { db, directory, sleep } = sources;
  const incident = await readIncidentFact(sources, id);
  if (incident === null) {
    return NOTHING;
  }
  const test = incident.leftOut === 'test';
  const paged: Array<{ user: string; at: number }> = [];
  const calls: CallFact[] = [];
  for (const each of (await reviewedIncidents(sources, id)).ids) {
    const { pages, deliveries } = await readPages(db, each);
    paged.push(...pages.map(({ user, started_at: at }) => ({ user, at })));
    const urgent = new Set(pages.filter(({ urgency }) => urgency === 'urgent').map((page) => page.id));
    calls.push(
      ...deliveries.flatMap(({ kind, state, user, done_at: at, channel_kind: channel, page }): CallFact[] =>
        (kind !== 'page' && kind !== 'update') || state !== 'done' || user === null || at === null
          ? []
          : [
              {
                user,
                kind,
                at,
                channel,
                urgent: urgent.has(page ?? ''),
                incident: each,
                test,
                alert: incident.alert,
                part: incident.part,
                isAsked: true,
              },
            ],
      ),
    );
  }
  const told = {
    paged: paged.toSorted((a, b) => a.at - b.at).map(({ user }) => user),
    calls: calls.toSorted((a, b) => a.at - b.at),
    people: peopleOf(directory, new Set(calls.map(({ user }) => user))),
  };
  return reviewFacts(incident, told, { ...INSIGHT_SETTINGS, sleep });
}

/** Of somebody who is gone nobody knows when they slept. */
function peopleOf({ responders, facts }: Directory, logins: ReadonlySet<string>): PersonFact[] {
  return [...logins].flatMap((login): PersonFact[] => {
    const zone = facts.zones[responders.get(login)?.timeZone ?? ''];
    return zone === undefined ? [] : [{ login, zone, holidays: [], absences: [] }];
  });
}
