/** Checks the draft of a replay, with the checker that everything saved passes. */
import { formatPath, parsePath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';
import type { Config } from '#contract/config';
import { nameOf } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import { DRAFT_KINDS } from '#contract/replay';
import type { DraftKind, ReplayDraft } from '#contract/replay';
import type { BrokenObject, StoredObject } from '../../ports/configuration.ts';
import { newProblems, problemsIn } from '../check.ts';
import { configOf } from '../objects.ts';
import { withBrokenObjects } from './broken.ts';

export interface DraftedParts {
  world: ReferenceFacts;
  objects: readonly StoredObject[];
  broken: readonly BrokenObject[];
}

export type DraftedResult = { ok: true; objects: StoredObject[] } | { ok: false; problems: Problem[] };

/** Paths of problems are those of the draft. */
export function checkReplayDraft(
  { world, objects, broken }: DraftedParts,
  draft: ReplayDraft,
  now: number,
): DraftedResult {
  const drafted = DRAFT_KINDS.flatMap((kind) => draft[kind].map((body) => objectOf(kind, body, objects, now)));
  const keys = new Set(drafted.map(keyOf));
  const after = [...objects.filter((object) => !keys.has(keyOf(object))), ...drafted];
  const known = withBrokenObjects(world, broken);
  const whole = configOf(after);
  const problems = newProblems(
    known,
    objects,
    {
      config: whole,
      problems: problemsIn(known, whole, after, now),
      isKept: ({ path }) => draftedPath(whole, draft, path) !== null,
    },
    now,
  ).flatMap((problem): Problem[] => {
    const path = draftedPath(whole, draft, problem.path);
    return path === null ? [] : [{ ...problem, path }];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, objects: drafted };
}

function objectOf(kind: DraftKind, given: object, objects: readonly StoredObject[], now: number): StoredObject {
  const id = nameOf(kind, given as Config[DraftKind][number]);
  const before = objects.find((object) => object.kind === kind && object.id === id);
  const body = kind === 'absences' ? { ...given, id } : given;
  // An absence that is only drafted would otherwise apply from now on.
  return {
    kind,
    id,
    body,
    // Both say the place of a maintenance in its list.
    origin: before?.origin ?? 'api',
    version: 1,
    createdAt: before?.createdAt ?? (kind === 'maintenances' ? now : 0),
    updatedAt: kind === 'absences' ? 0 : now,
  };
}

function keyOf({ kind, id }: Pick<StoredObject, 'kind' | 'id'>): string {
  return `${kind}/${id}`;
}

/** null: the problem is not within the draft. */
function draftedPath(whole: Config, draft: ReplayDraft, path: string): string | null {
  const [kind, index, ...rest] = parsePath(path);
  const one = (whole[kind as DraftKind] as readonly object[] | undefined)?.[Number(index)];
  const list = (draft as Partial<Record<string, readonly object[]>>)[String(kind)];
  if (one === undefined || list === undefined) {
    return null;
  }
  const name = (body: object) => nameOf(kind as DraftKind, body as Config[DraftKind][number]);
  const at = list.findIndex((body) => name(body) === name(one));
  return at < 0 ? null : formatPath(['draft', String(kind), at, ...rest]);
}
