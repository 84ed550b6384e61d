/**
 * Whether everything that names something else names something that exists. A schema sees one object;
 * this sees them all. What passes can be turned into domain values without failing.
 */
import type { Problem } from '#contract/base/problem';
import type { Config } from '#contract/config';
import { checkerOf } from '#contract/references/checker';
import type { World } from '#contract/references/checker';
import { checkPaging } from '#contract/references/paging';
import { checkPeople } from '#contract/references/people';
import { checkRotas } from '#contract/references/rotas';

export type { World } from '#contract/references/checker';

/** Problems in the order of the kinds; empty: all is well. Paths are those of `config`. */
export function checkReferences(config: Config, world: World): Problem[] {
  const { check, problems } = checkerOf(config, world);
  checkPeople(check, config);
  checkRotas(check, config);
  checkPaging(check, config);
  return problems;
}
