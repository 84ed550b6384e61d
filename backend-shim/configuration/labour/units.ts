/** Builds employer units as they apply: with the managers of their teams, and from the day after their first save. */
import { unitInForce } from '#contract/labour/unit';
import type { UnitWire } from '#contract/labour/unit';
import type { Unit } from '#domain/labour/facts/unit';
import type { Team } from '#domain/notify/responder';
import { dateOf } from '#domain/time/calendar';
import type { ZoneTables } from '#domain/time/zone';
import { toLocal, zoneTable } from '#domain/time/zone';
import type { StoredObject } from '../../ports/configuration.ts';

/** @param zones the time zones of all units */
export function unitsOf(
  objects: readonly StoredObject[],
  teams: ReadonlyMap<string, Team>,
  zones: ZoneTables,
): Map<string, Unit> {
  const managersOf = (team: string) => teams.get(team)?.managers ?? [];
  return new Map(
    objects
      .filter(({ kind }) => kind === 'units')
      .map(({ id, body, createdAt }): [string, Unit] => {
        const wire = body as UnitWire;
        // Data that an older version recorded is not judged.
        const saved = dateOf(toLocal(zoneTable(zones, wire.timeZone), createdAt));
        return [id, unitInForce(wire, managersOf, saved + 1)];
      }),
  );
}
