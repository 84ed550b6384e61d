/** Collects what is wrong with names: unknown, or given twice. */
import { didYouMean } from '#contract/base/nearest';
import { formatPath } from '#contract/base/problem';
import type { PathPart, Problem } from '#contract/base/problem';
import { methodIds } from '#contract/user';
import type { Config } from '#contract/config';

/** What only the machine knows. */
export interface World {
  isZone(name: string): boolean;
  isHolidayRegion(region: string): boolean;
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
} as const;

export type ReferenceKind = keyof typeof REFERENCE_WORDS;
export type Path = ReadonlyArray<PathPart>;

export interface Checker {
  problem(path: Path, message: string): void;
  /** `null` refers to nothing and is fine. */
  reference(kind: ReferenceKind, name: string | null, path: Path): void;
  /** Values that must differ; `null` values are left out. */
  unique(what: string, values: ReadonlyArray<string | null>, pathOf: (index: number) => Path): void;
  zone(name: string | null, path: Path): void;
  region(name: string | null, path: Path): void;
}

function namesOf(config: Config): Record<ReferenceKind, Set<string>> {
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

export function checkerOf(config: Config, world: World): { check: Checker; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = namesOf(config);
  const problem = (path: Path, message: string) => void problems.push({ path: formatPath(path), message });
  const check: Checker = {
    problem,
    reference(kind, name, path) {
      if (name !== null && !names[kind].has(name)) {
        const dangling = `names ${REFERENCE_WORDS[kind]} "${name}"`;
        problems.push({ path: formatPath(path), message: `${dangling}, which does not exist.${didYouMean(name, names[kind])}`, dangling });
      }
    },
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
    zone(name, path) {
      if (name !== null && !world.isZone(name)) {
        problem(path, `is not a time zone that this machine knows ("${name}"); write an IANA name such as Europe/Paris`);
      }
    },
    region(name, path) {
      if (name !== null && !world.isHolidayRegion(name)) {
        problem(path, `is not a region with known public holidays ("${name}"); write a country such as FR, or a part of one such as DE-BY`);
      }
    },
  };
  return { check, problems };
}

/** The methods that a person's rules may name, or null where the file leaves the methods to the database. */
export function knownMethods(user: Config['users'][number]): string[] | null {
  return user.contactMethods === null ? null : methodIds(user);
}
