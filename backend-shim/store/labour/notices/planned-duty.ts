/** Resolves the on-call duty that a unit's people will have, and whether they took it themselves. */
import type { PlannedDuty } from '#domain/labour/programme/changes';
import type { DutyKind, Unit } from '#domain/labour/facts/unit';
import type { AnyRota, OnCall } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { firstInstant, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';

export const TAKE_OVER = 'take-over';

/** Whose duty counts in the unit: people with a work profile there. */
export function peopleOf({ profiles }: Pick<Directory, 'profiles'>, unit: string): string[] {
  return [...profiles].flatMap(([login, own]) =>
    own.some((profile) => profile.unit === unit && profile.contract !== 'exempt') ? [login] : [],
  );
}

/** By login: duty from the unit's `since` on, in the time in which the unit lists it. */
export function plannedDuty(
  directory: Directory,
  unit: Unit,
  range: Span,
  of: DutyKind = 'onCall',
): Map<string, PlannedDuty[]> {
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const people = new Set(peopleOf(directory, unit.id));
  const planned: Array<PlannedDuty & { user: string }> = [];
  for (const { rota: id, kind, from, until } of unit.duties) {
    const rota = directory.rotas.get(id);
    const start = Math.max(range.start, firstInstant(zone, Math.max(from, unit.since) * DAY));
    const end = until === null ? range.end : Math.min(range.end, firstInstant(zone, (until + 1) * DAY));
    if (rota !== undefined && kind === of && start < end) {
      for (const segment of resolve(rota, directory.facts, start, end)) {
        const own = segment.onCall.filter(({ user }) => people.has(user));
        const span = { rota: id, start: segment.start, end: segment.end };
        planned.push(...own.map((one) => ({ ...span, user: one.user, voluntary: whoChose(rota, one) })));
      }
    }
  }
  return Map.groupBy(planned, ({ user }) => user);
}

/** The swap by which the person is on call, or that they put themselves there; null: neither. */
function whoChose(rota: AnyRota, { user, source }: OnCall): string | null {
  if (!('override' in source)) {
    return null;
  }
  const swap = /^(?:swap|return):(.+)$/.exec(source.override)?.[1];
  const made = versionsOf(rota)
    .flatMap((version) => version.rota.overrides)
    .findLast(({ id }) => id === source.override);
  if (made === undefined) {
    return swap ?? null;
  }
  return made.origin.kind === 'person' && made.origin.by === user ? TAKE_OVER : null;
}
