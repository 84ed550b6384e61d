/**
 * Checks that every reference names something that exists. A schema sees one object; this check sees all of them. A
 * configuration that passes can be turned into domain values without failing.
 */
import type { Problem } from '#contract/base/problem';
import { CONFIG_KINDS, nameOf } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { checkerOf } from '#contract/references/checker';
import type { ReferenceChecker, ReferenceFacts } from '#contract/references/checker';
import { checkUnits, checkWorkProfiles } from '#contract/references/labour';
import { checkIntegrations, checkMaintenances } from '#contract/references/paging';
import { checkAbsences, checkUsers } from '#contract/references/people';
import { checkRotas } from '#contract/references/rotas';
import { SCHEMAS } from '#contract/references/stored';
import { atOnce } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';

export type { ReferenceFacts } from '#contract/references/checker';

/** Checks that neither a schema nor a reference expresses. */
const MORE: Partial<Record<ConfigKind, (check: ReferenceChecker, config: Config, only?: number) => void>> = {
  users: checkUsers,
  absences: checkAbsences,
  rotas: checkRotas,
  maintenances: checkMaintenances,
  integrations: checkIntegrations,
  units: checkUnits,
  workProfiles: checkWorkProfiles,
};

/** Problems in the order of the kinds; empty: none. Paths are those of `config`. */
export function checkReferences(config: Config, world: ReferenceFacts): Problem[] {
  return atOnce(checkReferencesChunked(config, world));
}

/**
 * Problems of one object, and of what must differ from it. Some of others of its kind may be among them.
 *
 * @param index of the object among those of its kind
 */
export function checkReferencesOf(config: Config, world: ReferenceFacts, kind: ConfigKind, index: number): Problem[] {
  const { check, problems } = checkerOf(config, world);
  checkNames(check, config, kind);
  check.references(SCHEMAS[kind], config[kind][index], [kind, index]);
  MORE[kind]?.(check, config, index);
  return problems;
}

/** Problems of all objects, with a pause after each object: a file may have tens of thousands of problems. */
export function* checkReferencesChunked(config: Config, world: ReferenceFacts): Chunked<Problem[]> {
  const { check, problems } = checkerOf(config, world);
  for (const kind of CONFIG_KINDS) {
    checkNames(check, config, kind);
    for (const [i, one] of config[kind].entries()) {
      check.references(SCHEMAS[kind], one, [kind, i]);
      yield;
    }
    MORE[kind]?.(check, config);
  }
  return problems;
}

function checkNames(check: ReferenceChecker, config: Config, kind: ConfigKind): void {
  const key = kind === 'users' ? 'login' : 'id';
  check.unique(
    config[kind].map((one) => nameOf(kind, one)),
    (i) => [kind, i, key],
  );
}
