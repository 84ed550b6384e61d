/** What several alerts are together is said of those that become incidents: not of signs of life, nor of what a route drops. */
import { groupSubject } from '#domain/incident/group-subject';
import type { Arrival, Assign } from '../incident/arrival.ts';

/**
 * @param arrivals all that came, as they were grouped
 * @param kept those of them that are no signs of life
 * @returns those that were kept, in their order
 */
export function withOwnGroups(arrivals: readonly Arrival[], kept: readonly Arrival[], assign: Assign, now: number): Arrival[] {
  const groups = Map.groupBy(arrivals, ({ alert }) => alert.group);
  const staying = new Set(kept.filter((arrival) => arrival.alert.group !== undefined && !assign(arrival, now).drop));
  const changed = new Map<Arrival, Arrival>();
  for (const [group, members] of groups) {
    const own = members.filter((arrival) => staying.has(arrival));
    if (group === undefined || own.length === members.length) {
      continue;
    }
    const subject = groupSubject(own.map(({ alert }) => alert));
    for (const arrival of own) {
      const { group: _, ...alert } = arrival.alert;
      changed.set(arrival, { ...arrival, alert: subject === null ? alert : { ...alert, group: subject } });
    }
  }
  return kept.map((arrival) => changed.get(arrival) ?? arrival);
}
