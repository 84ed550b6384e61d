/** Reads what sums up an incident, with the pages about those that were merged into it. */
import type { CallFact, PersonFact } from '#domain/insight/facts';
import type { ClockHours } from '#domain/figures/settings';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';
import { NO_SUMMARY } from '#domain/figures/incident-summary';
import type { IncidentSummary } from '#domain/figures/incident-summary';
import { summaryOfIncident } from '#domain/insight/incident/summary';
import type { Directory } from '../../ports/directory.ts';
import { readPages } from '../../store/incidents/details.ts';
import { readIncidentFact } from '../../store/insight/incidents.ts';
import type { SummarySources } from '../incidents/summary.ts';

/** @param withMerged see `ReadIncidentSummary` */
export async function readIncidentSummary(
  sources: SummarySources & { sleep: ClockHours },
  id: string,
  withMerged: readonly string[],
): Promise<IncidentSummary> {
  const { db, directory, sleep } = sources;
  const incident = await readIncidentFact(sources, id);
  if (incident === null) {
    return NO_SUMMARY;
  }
  const test = incident.leftOut === 'test';
  const paged: Array<{ user: string; at: number }> = [];
  const calls: CallFact[] = [];
  for (const each of withMerged) {
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
  return summaryOfIncident(incident, told, { ...INSIGHT_SETTINGS, sleep });
}

/** Of somebody who is gone nobody knows when they slept. */
function peopleOf({ responders, facts }: Directory, logins: ReadonlySet<string>): PersonFact[] {
  return [...logins].flatMap((login): PersonFact[] => {
    const zone = facts.zones[responders.get(login)?.timeZone ?? ''];
    return zone === undefined ? [] : [{ login, zone, holidays: [], absences: [] }];
  });
}
