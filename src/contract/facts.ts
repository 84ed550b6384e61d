/** Turns the configuration into domain values. */
import type { CalendarSource } from '#domain/calendar/source';
import type { Policy } from '#domain/escalation/policy';
import type { WorkProfile } from '#domain/labour/facts/model';
import type { Unit } from '#domain/labour/facts/unit';
import type { Responder, Team } from '#domain/notify/responder';
import type { Subscription } from '#domain/notify/subscription';
import type { Absence, Rota } from '#domain/rota/model';
import type { Integration } from '#domain/routing/integration';
import type { Maintenance } from '#domain/routing/maintenance';
import type { TimeWindow } from '#domain/time/window';
import type { ZoneTables } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import { absenceId, toAbsence } from '#contract/rotas/absence';
import { toCalendar } from '#contract/rotas/calendar';
import { toUnit } from '#contract/labour/unit';
import { toWorkProfile } from '#contract/labour/work-profile';
import type { ChannelWire } from '#contract/paging/channel';
import type { Config } from '#contract/config';
import { toIntegration } from '#contract/integrations/integration';
import { toMaintenance } from '#contract/incidents/maintenance';
import { toPolicy } from '#contract/paging/policy';
import { calendarReferencesOf } from '#contract/references/stored';
import type { AnyObject } from '#contract/references/stored';
import { toRota } from '#contract/rotas/rota';
import { toSubscription } from '#contract/people/subscription';
import { toTeam } from '#contract/people/team';
import { toTimeWindow } from '#contract/time/time-window';
import type { WindowLookup } from '#contract/time/time-window';
import { toResponder } from '#contract/people/user';

/** Everything configured, as domain values, by id (users: by login). */
export interface ConfiguredObjects {
  responders: ReadonlyMap<string, Responder>;
  teams: ReadonlyMap<string, Team>;
  policies: ReadonlyMap<string, Policy>;
  integrations: ReadonlyMap<string, Integration>;
  timeWindows: ReadonlyMap<string, TimeWindow>;
  channels: ReadonlyMap<string, ChannelWire>;
  rotas: ReadonlyMap<string, Rota>;
  absences: ReadonlyMap<string, Absence>;
  maintenances: ReadonlyMap<string, Maintenance>;
  calendars: ReadonlyMap<string, CalendarSource>;
  subscriptions: ReadonlyMap<string, Subscription>;
  /** Units as they are written; the directory contains them as they act. */
  units: ReadonlyMap<string, Unit>;
  /** By login: the work profiles of each person, by `from`. */
  profiles: ReadonlyMap<string, readonly WorkProfile[]>;
}

function byId<Wire extends { id: string }, Thing>(
  list: ReadonlyArray<Wire>,
  make: (wire: Wire) => Thing,
): Map<string, Thing> {
  return new Map(list.map((wire) => [wire.id, make(wire)]));
}

function profilesOf(wires: Config['workProfiles']): Map<string, WorkProfile[]> {
  const byUser = Map.groupBy(wires.map(toWorkProfile), ({ user }) => user);
  byUser.forEach((profiles) => profiles.sort((a, b) => a.from - b.from));
  return byUser;
}

/** The zones and holiday regions that must be loaded before any question about time. */
export function calendarNeeds(objects: readonly AnyObject[]): { zones: string[]; regions: string[] } {
  const [zones, regions] = [new Set<string>(), new Set<string>()];
  for (const object of objects) {
    calendarReferencesOf(object).forEach(({ kind, id }) => (kind === 'zone' ? zones : regions).add(id));
  }
  return { zones: [...zones], regions: [...regions] };
}

/**
 * @param config has passed `checkReferences`; anything unknown in it is a bug and throws
 * @param zones tables of at least `calendarNeeds(objectsOf(config)).zones`
 * @param isVerified for contact methods kept in the database; those of files all are
 */
export function toDirectory(
  config: Config,
  zones: ZoneTables,
  isVerified: (login: string, method: string) => boolean = () => true,
): ConfiguredObjects {
  const timeWindows = byId(config.timeWindows, toTimeWindow);
  const lookup: WindowLookup = {
    timeWindow: (id) => {
      const found = timeWindows.get(id);
      if (!found) {
        throw new Error(`time window "${id}" was not checked`);
      }
      return found;
    },
  };
  const responders = new Map(
    config.users.map((wire) => [wire.login, toResponder(wire, lookup, (method) => isVerified(wire.login, method))]),
  );
  const absences = config.absences.map((wire) => ({ ...wire, id: absenceId(wire) }));
  return {
    responders,
    teams: byId(config.teams, toTeam),
    policies: byId(config.escalationPolicies, (wire) => toPolicy(wire, lookup, (id) => timeWindows.get(id) ?? null)),
    integrations: byId(config.integrations, (wire) => toIntegration(wire, lookup)),
    timeWindows,
    channels: byId(config.channels, (wire) => wire),
    rotas: byId(config.rotas, toRota),
    absences: byId(absences, (wire) =>
      toAbsence(wire, zoneTable(zones, wire.timeZone ?? responders.get(wire.user)?.timeZone ?? 'UTC')),
    ),
    maintenances: byId(config.maintenances, toMaintenance),
    calendars: byId(config.calendars, toCalendar),
    subscriptions: byId(config.subscriptions, toSubscription),
    units: byId(config.units, toUnit),
    profiles: profilesOf(config.workProfiles),
  };
}
