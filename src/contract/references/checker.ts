/** Collects problems with names: unknown, or used twice. */
import { didYouMean, nearest } from '#contract/base/nearest';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ObjectKind, ReferenceKind } from '#contract/base/reference';
import type { SubjectKind, UniqueField } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';
import { methodIds } from '#contract/people/user';
import { nameOf } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { singleOf, wordOf } from '#contract/resources';
import { visitorOf } from '#contract/references/visit';
import type { z } from 'zod';

/** Facts that only the machine knows. */
export interface ReferenceFacts {
  isZone(name: string): boolean;
  isHolidayRegion(region: string): boolean;
  /** Whether the object exists but cannot be read, so that a reference to it is no mistake. */
  isUnreadable?(kind: ObjectKind, id: string): boolean;
}

/** What an id may refer to, in people's words. */
const REFERENCE_WORDS = {
  user: 'user',
  team: 'team',
  channel: 'channel',
  rota: 'rota',
  timeWindow: 'time window',
  policy: 'escalation policy',
  integration: 'integration',
  calendar: 'calendar',
  unit: 'unit',
} as const satisfies Record<ObjectKind, string>;

export type FieldPath = ReadonlyArray<PathPart>;

export interface ReferenceChecker {
  problem(path: FieldPath, message: string, why: ProblemReason): void;
  /** Checks everything that `value` refers to, by its schema. */
  references(schema: z.ZodType, value: unknown, path: FieldPath): void;
  /** Values that must differ; `null` is ignored. The last part of their paths names them. */
  unique(values: ReadonlyArray<string | null>, pathOf: (index: number) => FieldPath): void;
}

type ReferenceCheck = (name: string, path: FieldPath) => void;

function namesOf(config: Config): Record<ObjectKind, Set<string>> {
  const ids = (list: ReadonlyArray<{ id: string }>) => new Set(list.map(({ id }) => id));
  return {
    user: new Set(config.users.map(({ login }) => login)),
    team: ids(config.teams),
    channel: ids(config.channels),
    rota: ids(config.rotas),
    timeWindow: ids(config.timeWindows),
    policy: ids(config.escalationPolicies),
    integration: ids(config.integrations),
    calendar: ids(config.calendars),
    unit: ids(config.units),
  };
}

/** The lookup of names, by kind. */
function looksOf(
  config: Config,
  world: ReferenceFacts,
  problems: Problem[],
): Record<ReferenceKind, ReferenceCheck | null> {
  const names = namesOf(config);
  const problem = (path: FieldPath, message: string, why: ProblemReason) =>
    void problems.push({ path: formatPath(path), message, ...why });
  const object =
    (kind: ObjectKind): ReferenceCheck =>
    (name, path) => {
      if (!names[kind].has(name) && world.isUnreadable?.(kind, name) !== true) {
        const dangling = `names ${REFERENCE_WORDS[kind]} "${name}"`;
        const why = {
          reason: 'no-such',
          data: { kind: kindOf(kind), name, meant: nearest(name, names[kind]) },
        } as const;
        problems.push({
          path: formatPath(path),
          message: `${dangling}, which does not exist.${didYouMean(name, names[kind])}`,
          dangling,
          ...why,
        });
      }
    };
  return {
    user: object('user'),
    team: object('team'),
    channel: object('channel'),
    rota: object('rota'),
    timeWindow: object('timeWindow'),
    policy: object('policy'),
    integration: object('integration'),
    calendar: object('calendar'),
    unit: object('unit'),
    zone: (name, path) =>
      world.isZone(name)
        ? undefined
        : problem(
            path,
            `is not a time zone that this machine knows ("${name}"); write an IANA name such as Europe/Paris`,
            { reason: 'unknown-zone', data: { zone: name } },
          ),
    region: (name, path) =>
      world.isHolidayRegion(name)
        ? undefined
        : problem(
            path,
            `is not a region with known public holidays ("${name}"); write a country such as FR, or a part of one such as DE-BY`,
            { reason: 'unknown-region', data: { region: name } },
          ),
    layer: null,
    contactMethod: null,
    product: null,
  };
}

/** The kind in reasons. */
function kindOf(kind: ObjectKind): SubjectKind {
  return kind === 'timeWindow' ? 'time-window' : kind;
}

/**
 * A path starts with a kind and an index, which mean nothing to somebody who looks at one object, so the message names
 * the other object.
 */
export function duplicate(path: FieldPath, first: FieldPath, config: Config): Problem {
  const what = path.at(-1) as UniqueField;
  const place = { path: formatPath(path), other: formatPath(first) };
  const [[kind, index], [, firstIndex]] = [path, first] as [[ConfigKind, number], [ConfigKind, number]];
  const other = formatPath(first.slice(2));
  if (index === firstIndex) {
    return {
      ...place,
      message: `is the same ${what} as ${other}; each must differ`,
      reason: 'duplicate',
      data: { what, of: null, other },
    };
  }
  const id = nameOf(kind, config[kind][firstIndex] as Config[ConfigKind][number]);
  return {
    ...place,
    message: `is the same ${what} as that of ${wordOf(kind)} "${id}"; each must differ`,
    reason: 'duplicate',
    data: { what, of: { kind: singleOf(kind), id }, other },
  };
}

/** Only the object around them knows these: `rotas.ts`, `people.ts`, and the sources of the sidecar. */
const KNOWN_AROUND: ReadonlySet<ReferenceKind> = new Set(['layer', 'contactMethod', 'product']);
const visitNamed = visitorOf((kind) => !KNOWN_AROUND.has(kind));

export function checkerOf(config: Config, world: ReferenceFacts): { check: ReferenceChecker; problems: Problem[] } {
  const problems: Problem[] = [];
  const looks = looksOf(config, world, problems);
  const check: ReferenceChecker = {
    problem: (path, message, why) => void problems.push({ path: formatPath(path), message, ...why }),
    references: (schema, value, base) => visitNamed(schema, value, base, (kind, id, path) => looks[kind]?.(id, path)),
    unique(values, pathOf) {
      if (values.length < 2) {
        return;
      }
      const seen = new Map<string, number>();
      values.forEach((value, i) => {
        const first = value === null ? undefined : seen.get(value);
        if (first !== undefined) {
          problems.push(duplicate(pathOf(i), pathOf(first), config));
        } else if (value !== null) {
          seen.set(value, i);
        }
      });
    },
  };
  return { check, problems };
}

/** The methods that a person's rules may name; null: the file leaves the methods to the database. */
export function knownMethods(user: Config['users'][number]): string[] | null {
  return user.contactMethods === null ? null : methodIds(user);
}
