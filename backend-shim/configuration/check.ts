/** Whether the configuration still holds together, and whose fault it is where it does not. */
import { checkReferences } from '#contract/references';
import type { World } from '#contract/references';
import { checkerOf } from '#contract/references/checker';
import { checkOverride } from '#contract/references/rotas';
import type { Config, ConfigKind } from '#contract/config';
import type { Problem } from '#contract/base/problem';
import { wordOf } from '#contract/resources';
import { parseTime } from '#domain/time/local';
import { besideOverrides, configOf } from './objects.ts';
import type { StoredObject } from '../ports/configuration.ts';

/** No offset of any zone is larger. */
const LARGEST_OFFSET = 16 * 3_600_000;

/** Problems by kind and index, and of overrides that lie beside rotas. */
export function problemsIn(world: World, config: Config, objects: readonly StoredObject[], now: number): Problem[] {
  return [...checkReferences(config, world), ...overrideProblems(world, config, objects, now)];
}

/** What is over may name people and layers that are gone. */
function overrideProblems(world: World, config: Config, objects: readonly StoredObject[], now: number): Problem[] {
  const { check, problems } = checkerOf(config, world);
  const rotas = new Map(config.rotas.map((rota) => [rota.id, rota]));
  besideOverrides(objects).forEach(({ rota, override }) => {
    const found = rotas.get(rota);
    if (found && !isOver(override.end, now)) {
      checkOverride(check, override, found, [`overrides/${rota}/${override.id}`]);
    }
  });
  return problems;
}

function isOver(end: string, now: number): boolean {
  const time = parseTime(end);
  return time !== null && ('instant' in time ? time.instant <= now : time.local + LARGEST_OFFSET <= now);
}

/** `rotas[3].team` → `rota "night": team`: an index that nobody sees is no use. */
export function explain(config: Config, { path, message }: Problem): string {
  const beside = /^\["overrides\/([^/]+)\/([^"]+)"\]\.?(.*)$/.exec(path);
  if (beside) {
    return `override ${beside[2]} of rota "${beside[1]}"${beside[3] ? ` (${beside[3]})` : ''} ${message}`;
  }
  const match = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path);
  const kind = match?.[1] as ConfigKind | undefined;
  const item = kind && (config[kind]?.[Number(match?.[2])] as { id?: string; login?: string } | undefined);
  return item && kind ? `${wordOf(kind)} "${item.login ?? item.id}"${match?.[3] ? ` (${match[3]})` : ''} ${message}` : `${path} ${message}`;
}

export interface Judgement {
  /** In the object itself; paths are those of its body. */
  own: Problem[];
  /** In others that it would leave dangling. */
  others: string[];
}

/** Of the configuration as it would be. @param id of the object that is written; null: one is deleted */
export function judge(world: World, objects: readonly StoredObject[], written: { kind: string; id: string } | null, now: number): Judgement {
  const config = configOf(objects);
  const problems = problemsIn(world, config, objects, now);
  const index = written === null ? -1 : objects.filter((object) => object.kind === written.kind).findIndex((object) => object.id === written.id);
  const prefix = `${written?.kind}[${index}]`;
  const isOwn = ({ path }: Problem) => index >= 0 && (path === prefix || path.startsWith(`${prefix}.`));
  return {
    own: problems.filter(isOwn).map((problem) => ({ ...problem, path: problem.path.slice(prefix.length + 1) })),
    // It is only tried out that a deleted object is gone.
    others: problems.filter((problem) => !isOwn(problem)).map(({ path, message, dangling }) => explain(config, { path, message: written === null ? (dangling ?? message) : message })),
  };
}
