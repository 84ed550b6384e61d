/** Checks that the configuration is consistent, and finds the object at fault if it is not. */
import { checkReferences, checkReferencesOf } from '#contract/references';
import type { ReferenceFacts } from '#contract/references';
import { checkerOf, duplicate } from '#contract/references/checker';
import { checkOverride } from '#contract/references/rotas';
import { nameOf } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { parsePath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';
import { parseTime } from '#domain/time/local';
import { besideOverrides, configOf } from './objects.ts';
import { besidePath, problemAtOtherPlace, identityOf, usedBy } from './places.ts';
import type { StoredObject } from '../ports/configuration.ts';

/** No offset of any zone is larger. */
const LARGEST_OFFSET = 16 * 3_600_000;

/** Problems by kind and index, and of overrides that lie beside rotas. */
export function problemsIn(
  world: ReferenceFacts,
  config: Config,
  objects: readonly StoredObject[],
  now: number,
): Problem[] {
  return [...checkReferences(config, world), ...overrideProblems(world, config, objects, now)];
}

/** Past overrides may name people and layers that are gone. */
function overrideProblems(
  world: ReferenceFacts,
  config: Config,
  objects: readonly StoredObject[],
  now: number,
): Problem[] {
  const left = besideOverrides(objects).filter(({ override }) => !isOver(override.end, now));
  if (left.length === 0) {
    return [];
  }
  const { check, problems } = checkerOf(config, world);
  const rotas = new Map(config.rotas.map((rota) => [rota.id, rota]));
  left.forEach(({ rota, override }) => {
    const found = rotas.get(rota);
    if (found) {
      checkOverride(check, override, found, [besidePath(rota, override.id)]);
    }
  });
  return problems;
}

function isOver(end: string, now: number): boolean {
  const time = parseTime(end);
  return time !== null && ('instant' in time ? time.instant <= now : time.local + LARGEST_OFFSET <= now);
}

export interface CheckResult {
  /** Problems of the object itself; paths are those of its body. */
  own: Problem[];
  /** Problems of other objects that would refer to nothing; `data` names them, since `path` is empty. */
  others: Problem[];
}

export interface ConfigurationChange {
  before: readonly StoredObject[];
  after: readonly StoredObject[];
  /** The written object; null: one is deleted. */
  written: { kind: string; id: string } | null;
}

/** Checks the configuration with the change. Earlier problems of other objects do not block it. */
export function checkChange(
  world: ReferenceFacts,
  { before, after: objects, written }: ConfigurationChange,
  now: number,
): CheckResult {
  const config = configOf(objects);
  const problems = newProblems(
    world,
    before,
    {
      config,
      problems: problemsIn(world, config, objects, now),
      isKept: ({ path, other }) =>
        written !== null &&
        [path, ...(other === undefined ? [] : [other])].some((one) => isWithin(config, one, written)),
    },
    now,
  );
  if (written === null) {
    return { own: [], others: problems.map((problem) => usedBy(config, problem)) };
  }
  const { own, others } = splitProblems(config, problems, `${written.kind}[${indexOf(objects, written)}]`);
  return { own, others: others.map((problem) => problemAtOtherPlace(config, problem)) };
}

/** The same problems of the object itself, without a look at every other object: a draft is checked at each key press. */
export function checkDraft(
  world: ReferenceFacts,
  objects: readonly StoredObject[],
  written: { kind: ConfigKind; id: string },
): Problem[] {
  const config = configOf(objects);
  const index = indexOf(objects, written);
  const problems = checkReferencesOf(config, world, written.kind, index);
  return splitProblems(config, problems, `${written.kind}[${index}]`).own;
}

function indexOf(objects: readonly StoredObject[], { kind, id }: { kind: string; id: string }): number {
  return objects.filter((object) => object.kind === kind).findIndex((object) => object.id === id);
}

/** @param prefix the path of the written object; those of its own problems begin behind it */
function splitProblems(
  config: Config,
  problems: readonly Problem[],
  prefix: string,
): { own: Problem[]; others: Problem[] } {
  const isOwn = (path: string) => path === prefix || path.startsWith(`${prefix}.`);
  const turned = problems.map((problem) =>
    isOwn(problem.path) ? problem : (turnedRound(config, problem, isOwn) ?? problem),
  );
  return {
    own: turned
      .filter(({ path }) => isOwn(path))
      .map((problem) => ({ ...problem, path: problem.path.slice(prefix.length + 1) })),
    others: turned.filter(({ path }) => !isOwn(path)),
  };
}

interface ChangedConfiguration {
  config: Config;
  problems: readonly Problem[];
  /** Problems of the written object count, however old they are. */
  isKept(problem: Problem): boolean;
}

export function newProblems(
  world: ReferenceFacts,
  before: readonly StoredObject[],
  { config, problems, isKept }: ChangedConfiguration,
  now: number,
): Problem[] {
  const isOther = problems.some((problem) => !isKept(problem));
  const earlier = isOther ? configOf(before) : config;
  const known = new Set(
    isOther ? problemsIn(world, earlier, before, now).map((problem) => identityOf(earlier, problem)) : [],
  );
  return problems.filter((problem) => isKept(problem) || !known.has(identityOf(config, problem)));
}

function isWithin(config: Config, path: string, { kind, id }: { kind: string; id: string }): boolean {
  const [first, index] = parsePath(path);
  const list = first === kind ? config[kind as ConfigKind] : undefined;
  const one = list?.[Number(index)];
  return one !== undefined && nameOf(kind as ConfigKind, one) === id;
}

/** If two objects must differ, the written one is at fault, whichever comes first. null: neither is being written. */
function turnedRound(config: Config, { path, other }: Problem, isOwn: (path: string) => boolean): Problem | null {
  return other !== undefined && isOwn(other) ? duplicate(parsePath(other), parsePath(path), config) : null;
}
