/** Checks what files state against what is stored beside them. */
import { parsePath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Dialect } from '../../store/capabilities.ts';
import type { Db } from '../../store/store.ts';
import { newProblems, problemsIn } from '../check.ts';
import { monthsOfUnstated } from '../labour/kept-months.ts';
import { configOf, idOf } from '../objects.ts';
import { problemAtOtherPlace } from '../places.ts';
import { withBrokenObjects } from '../stored/broken.ts';
import type { StoredConfiguration } from '../stored/read.ts';
import { statesNothing, unmeantDeletions } from './deletions.ts';
import type { StatedFiles } from './deletions.ts';

/** Reads only. @returns why the files are not applied; paths are those of the stated configuration, or empty */
export async function problemsOfFiles(
  db: Db,
  world: ReferenceFacts,
  stated: StatedFiles,
  existing: StoredConfiguration,
  now: number,
): Promise<Problem[]> {
  const unmeant = unmeantDeletions(stated, existing);
  if (unmeant.length > 0) {
    // What would then refer to nothing follows from it, and would only hide it.
    return unmeant;
  }
  return [
    ...checkTogether(world, stated.config, existing, now),
    ...(await monthsOfUnstated(db, stated.config, existing)),
  ];
}

/**
 * Whether there is nothing to check or to write: files state nothing and never did, or this sidecar has no folder while
 * others that share its database may have one.
 */
export function isBesideFiles(
  { config, isMissing }: StatedFiles,
  existing: StoredConfiguration,
  dialect: Dialect,
): boolean {
  const isFromApi = ({ origin }: { origin: 'file' | 'api' }) => origin === 'api';
  return (
    statesNothing(config) &&
    ((isMissing && dialect === 'postgres') || (existing.objects.every(isFromApi) && existing.broken.every(isFromApi)))
  );
}

/** The applied files must still be consistent with the objects beside them. */
function checkTogether(world: ReferenceFacts, config: Config, existing: StoredConfiguration, now: number): Problem[] {
  const stated = CONFIG_KINDS.flatMap((kind) =>
    config[kind].map((body): StoredObject => fromFile(kind, body as { id?: string; login?: string })),
  );
  // A file may take over a user who came through Grafana, and the organisation, of which there is one.
  const takenOver = new Set([
    ...config.users.map((user) => `users/${user.login}`),
    ...config.organisations.map(({ id }) => `organisations/${id}`),
  ]);
  const beside = existing.objects.filter(({ origin, kind, id }) => origin === 'api' && !takenOver.has(`${kind}/${id}`));
  const together = [...stated, ...beside];
  const whole = configOf(together);
  // Objects that a file states or no longer states are not broken any more.
  const broken = existing.broken.filter(({ origin }) => origin === 'api');
  const known = withBrokenObjects(world, broken);
  const problems = newProblems(
    known,
    existing.objects,
    {
      config: whole,
      problems: problemsIn(known, whole, together, now),
      isKept: (problem) => isStated(config, problem),
    },
    now,
  );
  return problems.map((problem) => (isStated(config, problem) ? problem : problemAtOtherPlace(whole, problem)));
}

/** Objects from files come first within each kind. */
function isStated(config: Config, { path }: Problem): boolean {
  const [kind, index] = parsePath(path);
  return typeof index === 'number' && index < config[kind as ConfigKind].length;
}

function fromFile(kind: ConfigKind, body: { id?: string; login?: string }): StoredObject {
  const id = kind === 'absences' || kind === 'workProfiles' ? (body.id ?? '') : idOf(kind, body);
  return { kind, id, body, origin: 'file', version: 0, createdAt: 0, updatedAt: 0 };
}
