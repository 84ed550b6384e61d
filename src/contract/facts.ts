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
import { atOnce, mapChunked } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import type { TimeWindow } from '#domain/time/window';
import type { ZoneTables } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';
import { absenceId, toAbsence } from '#contract/rotas/absence';
import { createConversionMemory, noteWindows, remade } from '#contract/base/conversions';
import type { ConversionMemory } from '#contract/base/conversions';
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
import { zoneOfOrganisation } from '#contract/people/organisation';
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
  /** Of times where nobody reads as a person. */
  timeZone: string;
}

function* byId<Wire extends { id: string }, Thing>(
  list: ReadonlyArray<Wire>,
  make: (wire: Wire) => Thing,
): Chunked<Map<string, Thing>> {
  return new Map(yield* mapChunked(list, (wire): [string, Thing] => [wire.id, make(wire)]));
}

function profilesOf(wires: Config['workProfiles']): Map<string, WorkProfile[]> {
  const byUser = Map.groupBy(wires.map(toWorkProfile), ({ user }) => user);
  byUser.forEach((profiles) => profiles.sort((a, b) => a.from - b.from));
  return byUser;
}

/** The zones and holiday regions that must be loaded before any question about time. */
export function calendarNeeds(objects: readonly AnyObject[]): CalendarNeeds {
  return atOnce(calendarNeedsChunked(objects));
}

export interface CalendarNeeds {
  zones: string[];
  regions: string[];
}

export function* calendarNeedsChunked(objects: readonly AnyObject[]): Chunked<CalendarNeeds> {
  const [zones, regions] = [new Set<string>(), new Set<string>()];
  yield* mapChunked(objects, (object) =>
    calendarReferencesOf(object, (kind, id) => (kind === 'zone' ? zones : regions).add(id)),
  );
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
  return atOnce(toDirectoryChunked(config, zones, isVerified, createConversionMemory()));
}

/** @param memory of the last directory, whose objects are the same values where nothing changed */
export function* toDirectoryChunked(
  config: Config,
  zones: ZoneTables,
  isVerified: (login: string, method: string) => boolean,
  memory: ConversionMemory,
): Chunked<ConfiguredObjects> {
  noteWindows(memory, config.timeWindows);
  const windows = String(memory.generation);
  /** What depends on the object alone. */
  const own =
    <Wire extends object, Thing>(make: (wire: Wire) => Thing) =>
    (wire: Wire) =>
      remade(memory, wire, '', make);
  const timeWindows = yield* byId(config.timeWindows, own(toTimeWindow));
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
    yield* mapChunked(config.users, (wire): [string, Responder] => {
      const verified = (wire.contactMethods ?? []).map(({ id }) => isVerified(wire.login, id));
      const under = `${windows} ${verified.join()}`;
      const make = () => toResponder(wire, lookup, (method) => isVerified(wire.login, method));
      return [wire.login, remade(memory, wire, under, make)];
    }),
  );
  const absences = config.absences.map((wire) => ({ ...wire, id: absenceId(wire) }));
  const windowOrNull = (id: string) => timeWindows.get(id) ?? null;
  return {
    responders,
    teams: yield* byId(config.teams, own(toTeam)),
    policies: yield* byId(config.escalationPolicies, (wire) =>
      remade(memory, wire, windows, () => toPolicy(wire, lookup, windowOrNull)),
    ),
    integrations: yield* byId(config.integrations, (wire) =>
      remade(memory, wire, windows, () => toIntegration(wire, lookup)),
    ),
    timeWindows,
    channels: yield* byId(config.channels, (wire) => wire),
    rotas: yield* byId(config.rotas, own(toRota)),
    absences: yield* byId(absences, (wire) =>
      toAbsence(wire, zoneTable(zones, wire.timeZone ?? responders.get(wire.user)?.timeZone ?? 'UTC')),
    ),
    maintenances: yield* byId(config.maintenances, own(toMaintenance)),
    calendars: yield* byId(config.calendars, own(toCalendar)),
    subscriptions: yield* byId(config.subscriptions, own(toSubscription)),
    units: yield* byId(config.units, own(toUnit)),
    profiles: profilesOf(config.workProfiles),
    timeZone: zoneOfOrganisation(config.organisations),
  };
}
