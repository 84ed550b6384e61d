/** Collects what is wrong with names: unknown, or given twice. */
import { didYouMean } from '#contract/base/nearest';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import type { ObjectKind, ReferenceKind } from '#contract/base/reference';
import { methodIds } from '#contract/user';
import type { Config } from '#contract/config';
import { referencesIn } from '#contract/references/visit';
import type { z } from 'zod';

/** What only the machine knows. */
export interface World {
  isZone(name: string): boolean;
  isHolidayRegion(region: string): boolean;
  /** It is there and cannot be read, so that naming it is no mistake. */
  isUnreadable?(kind: ObjectKind, id: string): boolean;
}

/** What an id may refer to, with the word people use for it. */
export const REFERENCE_WORDS = {
  user: 'user',
  team: 'team',
  channel: 'channel',
  rota: 'rota',
  timeWindow: 'time window',
  policy: 'escalation policy',
  integration: 'integration',
  calendar: 'calendar',
} as const satisfies Record<ObjectKind, string>;

export type Path = ReadonlyArray<PathPart>;

export interface Checker {
  problem(path: Path, message: string): void;
  /** Everything that `value` refers to, as its schema says. */
  references(schema: z.ZodType, value: unknown, path: Path): void;
  /** Values that must differ; `null` values are left out. */
  unique(what: string, values: ReadonlyArray<string | null>, pathOf: (index: number) => Path): void;
}

type Look = (name: string, path: Path) => void;

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
  };
}

/** How a name of each kind is looked up. */
function looksOf(config: Config, world: World, problems: Problem[]): Record<ReferenceKind, Look | null> {
  const names = namesOf(config);
  const problem = (path: Path, message: string) => void problems.push({ path: formatPath(path), message });
  const object = (kind: ObjectKind): Look => (name, path) => {
    if (!names[kind].has(name) && world.isUnreadable?.(kind, name) !== true) {
      const dangling = `names ${REFERENCE_WORDS[kind]} "${name}"`;
      problems.push({ path: formatPath(path), message: `${dangling}, which does not exist.${didYouMean(name, names[kind])}`, dangling });
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
    zone: (name, path) => (world.isZone(name) ? undefined : problem(path, `is not a time zone that this machine knows ("${name}"); write an IANA name such as Europe/Paris`)),
    region: (name, path) =>
      world.isHolidayRegion(name) ? undefined : problem(path, `is not a region with known public holidays ("${name}"); write a country such as FR, or a part of one such as DE-BY`),
    // Only the object around them knows these: `rotas.ts`, `people.ts`, and the sources of the sidecar.
    layer: null,
    contactMethod: null,
    product: null,
  };
}

export function checkerOf(config: Config, world: World): { check: Checker; problems: Problem[] } {
  const problems: Problem[] = [];
  const looks = looksOf(config, world, problems);
  const check: Checker = {
    problem: (path, message) => void problems.push({ path: formatPath(path), message }),
    references: (schema, value, base) => referencesIn(schema, value, base).forEach(({ kind, id, path }) => looks[kind]?.(id, path)),
    unique(what, values, pathOf) {
      const seen = new Map<string, number>();
      values.forEach((value, i) => {
        const first = value === null ? undefined : seen.get(value);
        if (first !== undefined) {
          const other = formatPath(pathOf(first));
          problems.push({ path: formatPath(pathOf(i)), message: `is the same ${what} as ${other}; each must differ`, other });
        } else if (value !== null) {
          seen.set(value, i);
        }
      });
    },
  };
  return { check, problems };
}

/** The methods that a person's rules may name, or null where the file leaves the methods to the database. */
export function knownMethods(user: Config['users'][number]): string[] | null {
  return user.contactMethods === null ? null : methodIds(user);
}
