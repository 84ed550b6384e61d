/** Describes alerts that arrive together as a group; heartbeats and alerts that a route drops are not part of it. */
import { groupSubject } from '#domain/incident/signal/group-subject';
import type { AlertArrival, AssignRoute } from '../stages/incident/arrival.ts';

/**
 * Describes together the alerts that arrive at once for one incident.
 * @param arrivals of one payload, without heartbeats
 * @returns the arrivals in their order, each with its group
 */
export function withGroups(arrivals: readonly AlertArrival[], assign: AssignRoute, now: number): AlertArrival[] {
  const stays = (arrival: AlertArrival) => !mayDrop(arrival) || !assign(arrival, now).drop;
  const subjects = new Map<AlertArrival, NonNullable<ReturnType<typeof groupSubject>>>();
  for (const members of Map.groupBy(arrivals, ({ alert }) => alert.groupKey).values()) {
    const own = members.length > 1 ? members.filter(stays) : [];
    const subject = groupSubject(own.map(({ alert }) => alert));
    if (subject !== null) {
      own.forEach((arrival) => subjects.set(arrival, subject));
    }
  }
  return arrivals.map((arrival) => {
    const group = subjects.get(arrival);
    return group ? { ...arrival, alert: { ...arrival.alert, group } } : arrival;
  });
}

function mayDrop({ integration }: AlertArrival): boolean {
  return integration.routes.some(({ drop, heartbeat }) => drop || Boolean(heartbeat));
}
