/** Builds the directory: the configuration in the domain's form, with calendars and versions of rotas. */
import type { Config } from '#contract/config';
import { formatPath } from '#contract/base/problem';
import { createConversionMemory } from '#contract/base/conversions';
import type { ConversionMemory } from '#contract/base/conversions';
import { toDirectoryChunked } from '#contract/facts';
import type { ConfiguredObjects as Things } from '#contract/facts';
import { isTrustedMethod, isVerifiedMethod } from '#contract/people/profile';
import type { OnCallSelection, Policy } from '#domain/escalation/policy';
import type { Absence, AnyRota, RotaFacts } from '#domain/rota/model';
import { everyone, nextOnCall, onCallAt } from '#domain/rota/on-call';
import { atOnce, mapChunked } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import type { CalendarEntry } from '#domain/calendar/known';
import type { BrokenRoute, OutsideCalendar, Directory, ChannelRoom } from '../ports/directory.ts';
import { isTrusted } from './calendar-trust.ts';
import type { IntegrationBody } from './ingest-token.ts';
import { devicesOf, profilesOf, usersOf, swapsOf } from './objects.ts';
import { heavyMatchersOf } from './stored/heavy-matchers.ts';
import type { HeavyMatcher } from './stored/heavy-matchers.ts';
import { brokenIntegration, policyInPlaceOf } from './stored/fallback.ts';
import { rotasInForce } from './stored/rotas.ts';
import type { RotaHistory, RotaMemory } from './stored/rotas.ts';
import type { BrokenObject, StoredObject } from '../ports/configuration.ts';
import { pastAbsences } from './past-absences.ts';
import { disabledAbsences } from './people/disabled.ts';
import { disabledInGrafana } from './people/grafana-people.ts';
import { holdersBefore } from './holders.ts';
import { maintenancesInOrder } from '../store/configuration/maintenance-order.ts';
import { unitsOf } from './labour/units.ts';

export interface ZonesAndHolidays {
  zones: RotaFacts['zones'];
  holidays: RotaFacts['holidays'];
}

export interface DirectoryParts {
  revision: number;
  objects: readonly StoredObject[];
  broken: readonly BrokenObject[];
  /** The objects as a configuration, without references to missing objects. */
  config: Config;
  history: readonly RotaHistory[];
  calendars: ZonesAndHolidays;
  /** By id of the calendar, including deleted ones. */
  known: ReadonlyMap<string, readonly CalendarEntry[]>;
  /** Of the directory before; none: everything is made anew. */
  memory?: DirectoryMemory;
}

/** What stays the same value where nothing changed. */
export interface DirectoryMemory {
  conversions: ConversionMemory;
  rotas: RotaMemory;
}

export function createDirectoryMemory(): DirectoryMemory {
  return { conversions: createConversionMemory(), rotas: new WeakMap() };
}

export function buildDirectory(parts: DirectoryParts): Directory {
  return atOnce(buildDirectoryChunked(parts));
}

export function* buildDirectoryChunked(parts: DirectoryParts): Chunked<Directory> {
  const { config, calendars, objects, memory = createDirectoryMemory() } = parts;
  const users = usersOf(objects);
  yield;
  const profiles = profilesOf(objects);
  const devices = new Map(devicesOf(objects).map(({ id, body }) => [id, body.user]));
  const isVerified = (login: string, method: string) => {
    const user = users.get(login);
    // A device counts as verified since its enrolment.
    return user !== undefined && (devices.get(method) === login || isVerifiedMethod(user, profiles.get(login), method));
  };
  const gone = disabledInGrafana(objects);
  const people = config.users.map((user) => (gone.has(user.login) ? { ...user, disabled: true } : user));
  yield;
  const wires = { ...config, users: people };
  const made = yield* toDirectoryChunked(wires, calendars.zones, isVerified, memory.conversions);
  const things: Things = { ...made, integrations: withOldSecrets(made.integrations, objects) };
  const facts: RotaFacts = {
    ...calendars,
    absences: [...absencesOf(things, objects), ...readAbsences(parts.known)],
    swaps: swapsOf(objects),
    calendars: readShifts(parts.known),
  };
  yield;
  const rotas = yield* rotasInForce(things.rotas, parts, memory);
  const admins = [...things.responders.values()]
    .filter((person) => person.admin && !person.disabled)
    .map((person) => person.login);
  yield;
  const tokens = tokensOf(things, objects);
  yield;
  return {
    revision: parts.revision,
    facts,
    responders: things.responders,
    teams: things.teams,
    policies: policiesOf(things, parts),
    integrations: things.integrations,
    rooms: roomsOf(things),
    rotas,
    maintenances: maintenancesInOrder(objects).flatMap((id) => things.maintenances.get(id) ?? []),
    calendars: calendarsOf(things, objects),
    subscriptions: [...things.subscriptions.values()],
    timeWindows: things.timeWindows,
    units: unitsOf(objects, things.teams, calendars.zones),
    profiles: things.profiles,
    timeZone: things.timeZone,
    admins,
    onCall: rememberOnCall(rotas, facts),
    isTrusted: (login, method) =>
      (users.get(login)?.contactMethods ?? null) !== null ||
      isTrustedMethod(profiles.get(login), method) ||
      things.responders.get(login)?.admin === true,
    holdersBefore: holdersBefore(objects),
    ...tokens,
    ...outOfService(parts.broken),
    brokenRoutes: yield* brokenRoutes(objects),
  };
}

function policiesOf({ policies }: Things, { broken }: DirectoryParts): Map<string, Policy> {
  const inPlace = broken
    .filter(({ kind }) => kind === 'escalationPolicies')
    .map((one): [string, Policy] => [one.id, policyInPlaceOf(one)]);
  return new Map([...policies, ...inPlace]);
}

function roomsOf({ channels }: Things): Map<string, ChannelRoom> {
  return new Map(
    [...channels].map(([id, { type, name, settings, secrets }]) => [
      id,
      { id, type, name: name ?? id, settings, secrets },
    ]),
  );
}

/** A replaced signing secret stays valid for a while, as a token does. */
function withOldSecrets(
  integrations: Things['integrations'],
  objects: readonly StoredObject[],
): Things['integrations'] {
  const old = new Map(
    objects
      .filter(({ kind }) => kind === 'integrations')
      .map(({ id, body }) => [id, (body as IntegrationBody).oldSecrets]),
  );
  const withOld = new Map(integrations);
  for (const [id, secrets] of old) {
    const one = integrations.get(id);
    if (one?.hmac && secrets) {
      withOld.set(id, { ...one, hmac: { ...one.hmac, old: secrets } });
    }
  }
  return withOld;
}

/** A replaced token stays valid for a while, so that senders can be changed without a gap. */
function tokensOf(
  things: Things,
  objects: readonly StoredObject[],
): Pick<Directory, 'integrationByToken' | 'tokenEnds'> {
  const tokens = new Map(
    [...things.integrations.values()].filter((one) => one.token !== '').map((one) => [one.token, one]),
  );
  const ends = new Map<string, number>();
  for (const object of objects.filter((one) => one.kind === 'integrations')) {
    const integration = things.integrations.get(object.id);
    for (const { token, until } of (object.body as IntegrationBody).oldTokens ?? []) {
      if (integration && !tokens.has(token)) {
        tokens.set(token, integration);
        ends.set(token, until);
      }
    }
  }
  return { integrationByToken: (token) => tokens.get(token) ?? null, tokenEnds: (token) => ends.get(token) ?? null };
}

/** An unknown token may belong to an integration that cannot be read. */
function outOfService(broken: readonly BrokenObject[]): Pick<Directory, 'brokenIntegrations' | 'mustComeAgain'> {
  const brokenIntegrations = broken.filter(({ kind }) => kind === 'integrations').map(brokenIntegration);
  const tokens = new Set(
    brokenIntegrations.flatMap(({ token, oldTokens }) => [
      ...(token === null ? [] : [token]),
      ...oldTokens.map((one) => one.token),
    ]),
  );
  const isAnyUnknown = brokenIntegrations.some(({ token }) => token === null);
  return { brokenIntegrations, mustComeAgain: (token) => token !== '' && (isAnyUnknown || tokens.has(token)) };
}

/** The same value for what was read once. */
const heavyIn = new WeakMap<object, HeavyMatcher | null>();

function* brokenRoutes(objects: readonly StoredObject[]): Chunked<BrokenRoute[]> {
  const integrations = objects.filter(({ kind }) => kind === 'integrations');
  const found = yield* mapChunked(integrations, ({ kind, id, body }): BrokenRoute[] => {
    const integration = body as IntegrationBody;
    const known = heavyIn.get(integration);
    const heavy = known === undefined ? (heavyMatchersOf(kind, integration)[0] ?? null) : known;
    heavyIn.set(integration, heavy);
    const { name, team } = integration;
    return heavy === null
      ? []
      : [{ id, name: name ?? id, team, field: formatPath(heavy.path), problem: heavy.message }];
  });
  return found.flat();
}

/** Absences with the instants from which they apply, the past parts of changed or deleted ones, and disabled people. */
function absencesOf(things: Things, objects: readonly StoredObject[]): Absence[] {
  const entered = new Map(
    objects.filter((object) => object.kind === 'absences').map((object) => [object.id, object.updatedAt]),
  );
  return [
    ...[...things.absences.values()].map((absence): Absence => ({
      ...absence,
      enteredAt: entered.get(absence.id) ?? 0,
    })),
    ...pastAbsences(objects),
    ...disabledAbsences(objects),
  ];
}

function calendarsOf(things: Things, objects: readonly StoredObject[]): Map<string, OutsideCalendar> {
  const stored = objects.filter((object) => object.kind === 'calendars');
  return new Map(
    stored.flatMap((object): Array<[string, OutsideCalendar]> => {
      const source = things.calendars.get(object.id);
      return source ? [[object.id, { ...source, version: object.version, trusted: isTrusted(object) }]] : [];
    }),
  );
}

function readShifts(known: DirectoryParts['known']): NonNullable<RotaFacts['calendars']> {
  return Object.fromEntries(
    [...known].map(([id, entries]) => {
      const shifts = shiftsIn.get(entries) ?? entries.filter(({ absence }) => absence === null);
      shiftsIn.set(entries, shifts);
      return [id, shifts];
    }),
  );
}

/** The same value for what was read once, since the domain keeps what it has computed of it. */
const shiftsIn = new WeakMap<readonly CalendarEntry[], readonly CalendarEntry[]>();

function readAbsences(known: DirectoryParts['known']): Absence[] {
  return [...known].flatMap(([id, entries]) =>
    entries.flatMap(({ user, start, end, knownAt, absence }, i): Absence[] =>
      absence === null ? [] : [{ id: `calendar-${id}-${i}`, user, start, end, kind: absence, enteredAt: knownAt }],
    ),
  );
}

const MOST_REMEMBERED = 5000;

/** Caches answers: thousands of incidents that enter a step at the same instant ask the same question. */
function rememberOnCall(rotas: ReadonlyMap<string, AnyRota>, facts: RotaFacts): Directory['onCall'] {
  const answers = new Map<string, string[]>();
  return (id, who, at) => {
    const rota = rotas.get(id);
    if (!rota) {
      return null;
    }
    const key = `${id}\n${who}\n${at}`;
    const known = answers.get(key);
    if (known) {
      return known;
    }
    if (answers.size >= MOST_REMEMBERED) {
      answers.clear();
    }
    const answer = ASK[who](rota, facts, at);
    answers.set(key, answer);
    return answer;
  };
}

const ASK: Record<OnCallSelection, (rota: AnyRota, facts: RotaFacts, at: number) => string[]> = {
  current: (rota, facts, at) => onCallAt(rota, facts, at).map((one) => one.user),
  next: (rota, facts, at) => nextOnCall(rota, facts, at).map((one) => one.user),
  everyone: (rota, facts, at) => everyone(rota, facts, at),
};
