/** What is wrong with a rota, said so that a person can put it right. Never throws. */
import type { Layer, Override, Rota, Rotation } from '#domain/rota/model';
import { ABSENCE_MODES, ADVANCE_MODES, ROTATION_UNITS } from '#domain/rota/model';
import type { Problem } from '#domain/time/problem';
import { isWithinYears, windowProblems } from '#domain/time/problem';
import { DAY } from '#domain/time/duration';
import { parseLocal, parseTime } from '#domain/time/local';

export type { Problem } from '#domain/time/problem';

/** Beyond these a rota is surely a mistake, and would make answers slow. */
export const ROTA_LIMITS = { layers: 100, participants: 1000, overrides: 10_000, peoplePerSlot: 100, every: 10_000 } as const;

/** Five years, leap days included. */
export const LONGEST_RANGE = (5 * 365 + 2) * DAY;

export interface RotaChecks {
  isKnownZone: (name: string) => boolean;
  isKnownRegion: (region: string) => boolean;
}

/** @param checks names that the runtime knows; left out, zones and regions are only checked for being there */
export function validateRota(rota: Rota, checks?: RotaChecks): Problem[] {
  return [
    ...textProblems('id', rota.id),
    ...textProblems('name', rota.name),
    ...zoneProblems('timeZone', rota.timeZone, checks),
    ...(rota.holidays === null || (checks?.isKnownRegion(rota.holidays) ?? rota.holidays !== '')
      ? []
      : [{ path: 'holidays', message: `"${rota.holidays}" is no known region of public holidays; use codes such as FR, FR-57 or DE-BY` }]),
    ...choiceProblems('onAbsence', rota.onAbsence, ABSENCE_MODES),
    ...tooMany('layers', rota.layers.length, ROTA_LIMITS.layers),
    ...tooMany('overrides', rota.overrides.length, ROTA_LIMITS.overrides),
    ...repeats('layers', rota.layers),
    ...repeats('overrides', rota.overrides),
    ...rota.layers.flatMap((layer, i) => layerProblems(`layers[${i}]`, layer, checks)),
    ...rota.overrides.flatMap((override, i) => overrideProblems(`overrides[${i}]`, override, rota)),
  ];
}

/** A range that may be asked for: forwards, within 1970–2100, five years at most. */
export function validateRange(from: number, to: number): Problem[] {
  if (!isWithinYears(from)) {
    return [{ path: 'from', message: 'must be an instant between 1970 and 2100' }];
  }
  if (!isWithinYears(to)) {
    return [{ path: 'to', message: 'must be an instant between 1970 and 2100' }];
  }
  if (to <= from) {
    return [{ path: 'to', message: 'must be later than from' }];
  }
  return to - from > LONGEST_RANGE ? [{ path: 'to', message: 'must be at most 5 years after from' }] : [];
}

function layerProblems(path: string, layer: Layer, checks: RotaChecks | undefined): Problem[] {
  const people = layer.participants.reduce((sum, slot) => sum + slot.length, 0);
  return [
    ...textProblems(`${path}.id`, layer.id),
    ...(layer.timeZone === null ? [] : zoneProblems(`${path}.timeZone`, layer.timeZone, checks)),
    ...(layer.rotation === null ? [] : rotationProblems(`${path}.rotation`, layer.rotation)),
    ...tooMany(`${path}.participants`, Math.max(people, layer.participants.length), ROTA_LIMITS.participants),
    ...layer.participants.flatMap((slot, i) => [
      ...tooMany(`${path}.participants[${i}]`, slot.length, ROTA_LIMITS.peoplePerSlot),
      ...loginProblems(`${path}.participants[${i}]`, slot),
    ]),
    ...(layer.restrictions ?? []).flatMap((window, i) => windowProblems(`${path}.restrictions[${i}]`, window)),
    ...effectiveProblems(path, layer),
  ];
}

function rotationProblems(path: string, { every, unit, start, advance }: Rotation): Problem[] {
  const whole = Number.isInteger(every) && every >= 1 && every <= ROTA_LIMITS.every;
  const local = parseLocal(start);
  return [
    ...(whole ? [] : [{ path: `${path}.every`, message: `must be a whole number from 1 to ${ROTA_LIMITS.every}; the shortest rotation is 1 hour` }]),
    ...choiceProblems(`${path}.unit`, unit, ROTATION_UNITS),
    ...(local !== null && isWithinYears(local)
      ? []
      : [{ path: `${path}.start`, message: 'must be a local date-time such as 2026-01-05T09:00, without offset, between 1970 and 2100' }]),
    ...choiceProblems(`${path}.advance`, advance, ADVANCE_MODES),
  ];
}

function effectiveProblems(path: string, { effectiveFrom, effectiveUntil }: Layer): Problem[] {
  const problems = [
    ...(effectiveFrom === null ? [] : timeProblems(`${path}.effectiveFrom`, effectiveFrom)),
    ...(effectiveUntil === null ? [] : timeProblems(`${path}.effectiveUntil`, effectiveUntil)),
  ];
  return problems.length > 0 || effectiveFrom === null || effectiveUntil === null
    ? problems
    : orderProblems(`${path}.effectiveUntil`, effectiveFrom, effectiveUntil, 'effectiveFrom');
}

function overrideProblems(path: string, override: Override, { layers }: Rota): Problem[] {
  const times = [...timeProblems(`${path}.start`, override.start), ...timeProblems(`${path}.end`, override.end)];
  return [
    ...textProblems(`${path}.id`, override.id),
    ...(override.layer === null || layers.some(({ id }) => id === override.layer)
      ? []
      : [{ path: `${path}.layer`, message: `this rota has no layer "${override.layer}"` }]),
    ...times,
    ...(times.length > 0 ? [] : orderProblems(`${path}.end`, override.start, override.end, 'start')),
    ...changeProblems(path, override),
  ];
}

function changeProblems(path: string, { change }: Override): Problem[] {
  if (change.kind === 'replace') {
    const same = change.user === change.with ? [{ path: `${path}.with`, message: 'must be another person than the one replaced' }] : [];
    return [...loginProblems(`${path}.replace`, [change.user]), ...loginProblems(`${path}.with`, [change.with]), ...same];
  }
  // An empty `set` is a gap on purpose; adding or removing nobody is a slip.
  const nobody = change.kind !== 'set' && change.users.length === 0 ? [{ path: `${path}.${change.kind}`, message: 'must name at least one person' }] : [];
  return [...nobody, ...loginProblems(`${path}.${change.kind}`, change.users), ...tooMany(`${path}.${change.kind}`, change.users.length, ROTA_LIMITS.peoplePerSlot)];
}

/** Only where both are written the same way; an instant and a wall clock are compared when resolved. */
function orderProblems(path: string, start: string, end: string, name: string): Problem[] {
  const [from, to] = [parseTime(start), parseTime(end)];
  const backwards =
    from !== null && to !== null && (('local' in from && 'local' in to && to.local <= from.local) || ('instant' in from && 'instant' in to && to.instant <= from.instant));
  return backwards ? [{ path, message: `must be later than ${name}` }] : [];
}

function timeProblems(path: string, text: string): Problem[] {
  const time = parseTime(text);
  const value = time === null ? Number.NaN : 'local' in time ? time.local : time.instant;
  return isWithinYears(value) ? [] : [{ path, message: 'must be a date-time such as 2026-01-05T09:00 (local) or 2026-01-05T09:00+01:00, between 1970 and 2100' }];
}

function zoneProblems(path: string, name: string, checks: RotaChecks | undefined): Problem[] {
  const known = checks?.isKnownZone(name) ?? name !== '';
  return known ? [] : [{ path, message: `"${name}" is no known time zone; use an IANA name such as Europe/Paris` }];
}

function choiceProblems(path: string, value: string, choices: readonly string[]): Problem[] {
  return choices.includes(value) ? [] : [{ path, message: `must be one of ${choices.join(', ')}` }];
}

function textProblems(path: string, value: string): Problem[] {
  return value.trim() === '' ? [{ path, message: 'must not be empty' }] : [];
}

function loginProblems(path: string, users: readonly string[]): Problem[] {
  return users.some(user => user.trim() === '') ? [{ path, message: 'must be logins, none of them empty' }] : [];
}

function tooMany(path: string, count: number, limit: number): Problem[] {
  return count > limit ? [{ path, message: `has ${count} entries; at most ${limit} are allowed` }] : [];
}

function repeats(path: string, things: readonly { id: string }[]): Problem[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }, i) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ path: `${path}[${i}].id`, message: `"${id}" is used twice; each must have its own id` }] : [];
  });
}
