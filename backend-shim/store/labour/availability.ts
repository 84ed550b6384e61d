/**
 * Finds who is not available when a step is entered, and who may stand in, from the rests and the configuration as they
 * are now.
 */
import type { DecisionFacts, Unavailability } from '#domain/incident/draft';
import { dateOf } from '#domain/time/calendar';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../ports/directory.ts';
import { isInOrdinaryHours } from './ordinary-hours.ts';
import type { ApplyingRest, RestsByPerson } from './resting.ts';

/** Returns no facts if nobody rests, so that escalation behaves as if there were no units. */
export function availabilityFacts(
  directory: Directory,
  rests: RestsByPerson,
): Partial<Pick<DecisionFacts, 'rest' | 'atHand'>> {
  if (rests.size === 0) {
    return {};
  }
  return {
    rest: (login, at) => unavailabilityOf(directory, rests.get(login) ?? [], at),
    atHand: (login, at) =>
      !isAway(directory, login, at) &&
      (isInOrdinaryHours(directory, login, at, rests.get(login) ?? []) || isOnCall(directory, login, at)),
  };
}

/** Finds the longest unavailability that holds at the instant. */
function unavailabilityOf({ units }: Directory, rests: readonly ApplyingRest[], at: number): Unavailability | null {
  let found: Unavailability | null = null;
  for (const { unit, planned_at, earliest_at, started_at } of rests) {
    const paging = units.get(unit)?.restPaging ?? 'off';
    const holds = planned_at <= at && at < earliest_at && (started_at === null || at < started_at);
    if (holds && paging !== 'off' && earliest_at > (found?.until ?? 0)) {
      found = { until: earliest_at, paging };
    }
  }
  return found;
}

function isAway({ facts }: Directory, login: string, at: number): boolean {
  return facts.absences.some(({ user, start, end }) => user === login && start <= at && at < end);
}

/** Whether the person is on a duty that a unit lists. */
function isOnCall({ units, facts, onCall }: Directory, login: string, at: number): boolean {
  return [...units.values()].some(({ timeZone, duties }) => {
    const today = dateOf(toLocal(zoneTable(facts.zones, timeZone), at));
    return duties.some(
      ({ rota, from, until }) =>
        from <= today && (until === null || today <= until) && onCall(rota, 'current', at)?.includes(login) === true,
    );
  });
}
