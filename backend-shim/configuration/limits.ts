/**
 * Limits how much one person may own: a Viewer must not be able to fill the configuration, which every sidecar holds in
 * memory.
 */
import { toMatcher } from '#contract/matchers/matcher';
import { hasRegex } from '#domain/routing/matcher';
import { MOST_WEIGHT_OF_PERSON, MOST_WEIGHT_TOGETHER } from '#domain/routing/regex/limits';
import { regexWeight } from '#domain/routing/regex/regex';
import { MOST } from '#contract/limits';
import type { LimitedKind } from '#contract/limits';
import { toAbsence } from '#contract/rotas/absence';
import type { AbsenceWire } from '#contract/rotas/absence';
import type { SubscriptionWire } from '#contract/people/subscription';
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { UserWire } from '#contract/people/user';
import { DAY } from '#domain/time/duration';
import { parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import type { RefusedChange, StoredObject } from '../ports/configuration.ts';

const WORDS: Record<LimitedKind, string> = {
  contactMethods: 'contact methods',
  devices: 'devices',
  subscriptions: 'subscriptions of their own',
  absences: 'absences that are not over',
};

/** @returns null if the count is within the limit, or not higher than before */
export function refuseBeyondLimit(
  what: LimitedKind,
  login: string,
  before: number,
  after: number,
): RefusedChange | null {
  const limit = MOST[what];
  if (after <= Math.max(limit, before)) {
    return null;
  }
  return {
    ok: false,
    code: 'conflict',
    message: `${login} may have ${limit} ${WORDS[what]}, and has ${before}. Remove those that are not needed any more.`,
    details: [],
    why: { reason: 'limit-reached', data: { limit } },
  };
}

/** What somebody subscribed to is compared with every event of every incident, and none of it may be tried for nothing. */
function refuseHeavier(login: string, before: number, after: number): RefusedChange | null {
  if (after <= Math.max(MOST_WEIGHT_OF_PERSON, before)) {
    return null;
  }
  const detail = `the regular expressions of all subscriptions of ${login} may have ${MOST_WEIGHT_OF_PERSON} parts together, written out, and would have ${after}`;
  return {
    ok: false,
    code: 'validation',
    message: `${detail}. Take simpler ones, or remove subscriptions that are not needed any more.`,
    details: [{ path: 'match', message: detail, reason: 'too-heavy', data: { detail } }],
    why: { reason: 'invalid' },
  };
}

function weightOfPerson(objects: readonly StoredObject[], login: string): number {
  return objects
    .filter((one) => one.kind === 'subscriptions' && onlyPerson(one) === login)
    .reduce((sum, { body }) => sum + weightOf((body as SubscriptionWire).match), 0);
}

export interface LimitDeps {
  zone(name: string): ZoneTable;
}

/** @param object the new state, which replaces `before` */
export function beyondLimit(
  deps: LimitDeps,
  objects: readonly StoredObject[],
  before: StoredObject | null,
  object: StoredObject,
  now: number,
): RefusedChange | null {
  const after = () => [...objects.filter((one) => one !== before), object];
  switch (object.kind) {
    case 'subscriptions': {
      const login = onlyPerson(object);
      const own = (all: readonly StoredObject[]) =>
        all.filter((one) => one.kind === 'subscriptions' && onlyPerson(one) === login).length;
      if (login === null) {
        return null;
      }
      return (
        refuseBeyondLimit('subscriptions', login, own(objects), own(after())) ??
        refuseHeavier(login, weightOfPerson(objects, login), weightOfPerson(after(), login))
      );
    }
    case 'absences': {
      const login = (object.body as AbsenceWire).user;
      const left = (all: readonly StoredObject[]) => all.filter((one) => isLeft(deps, objects, one, login, now)).length;
      return refuseBeyondLimit('absences', login, left(objects), left(after()));
    }
    case 'maintenances':
      return refuseHeavierMaintenances(objects, before, object, now);
    default:
      return null;
  }
}

/** Of what may be under way together and concern the same alert all are tried on it, within one limit. */
function refuseHeavierMaintenances(
  objects: readonly StoredObject[],
  before: StoredObject | null,
  object: StoredObject,
  now: number,
): RefusedChange | null {
  const own = object.body as MaintenanceWire;
  const weight = weightOf(own.match);
  if (weight === 0 || isSurelyOver(own, now)) {
    return null;
  }
  const others = objects
    .filter((one) => one.kind === 'maintenances' && one !== before && one.id !== object.id)
    .map(({ body }) => body as MaintenanceWire)
    .filter((one) => concernSame(one, own) && !isSurelyOver(one, now));
  const together = weight + others.reduce((sum, { match }) => sum + weightOf(match), 0);
  const wasHeavier = before !== null && weight <= weightOf((before.body as MaintenanceWire).match);
  if (together <= MOST_WEIGHT_TOGETHER || wasHeavier) {
    return null;
  }
  const detail = `the regular expressions of all maintenances that are not over and concern the same integrations may have ${MOST_WEIGHT_TOGETHER} parts together, written out, and would have ${together}`;
  return {
    ok: false,
    code: 'validation',
    message: `${detail}. Beyond that a maintenance would hold nothing. Take simpler ones, or end maintenances that are not needed any more.`,
    details: [{ path: 'match', message: detail, reason: 'too-heavy', data: { detail } }],
    why: { reason: 'invalid' },
  };
}

function concernSame(one: MaintenanceWire, other: MaintenanceWire): boolean {
  const [some, others] = [one.integrations ?? [], other.integrations ?? []];
  return some.length === 0 || others.length === 0 || some.some((id) => others.includes(id));
}

/** Whatever its time zone. */
function isSurelyOver({ start, end, repeat, until }: MaintenanceWire, now: number): boolean {
  const [first, last] = [parseLocal(start), parseLocal(end)];
  const latest = repeat ? parseLocal(until ?? '') : last;
  if (first === null || last === null || latest === null) {
    return false;
  }
  return (repeat ? latest + last - first : latest) + 2 * DAY < now;
}

function weightOf(match: readonly string[]): number {
  return match.map(toMatcher).reduce((sum, one) => sum + (hasRegex(one) ? regexWeight(one.value) : 0), 0);
}

/** The only person that the subscription notifies; null: several people, or a room. */
function onlyPerson({ body }: StoredObject): string | null {
  const { to } = body as SubscriptionWire;
  const [first = null, ...others] = new Set(to.map(({ user }) => user));
  return others.length === 0 ? first : null;
}

function isLeft(
  { zone }: LimitDeps,
  objects: readonly StoredObject[],
  { kind, id, body }: StoredObject,
  login: string,
  now: number,
): boolean {
  const absence = body as AbsenceWire;
  if (kind !== 'absences' || absence.user !== login) {
    return false;
  }
  const person = objects.find((one) => one.kind === 'users' && one.id === login)?.body as UserWire | undefined;
  return toAbsence({ ...absence, id }, zone(absence.timeZone ?? person?.timeZone ?? 'UTC')).end > now;
}
