/** Checks a whole plan as Vigie will, before anything of it is saved: a refusal midway would leave half of it there. */
import { parse } from '#contract/base/schema';
import { config } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { IMPORTED_KINDS } from '#modules/importing/contract/plan';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { checkReferences } from '#contract/references';
import type { ImportWorld } from '../settings.ts';

export function checkPlan(plan: ImportPlan, { references, checkOwn }: ImportWorld): ImportResult<Config> {
  const read = parse(config, plan.objects);
  const problems = read.ok
    ? [
        ...checkReferences(read.value, references),
        ...IMPORTED_KINDS.flatMap((kind) =>
          read.value[kind].flatMap((body, i) =>
            checkOwn(kind as ConfigKind, body).map((one) => ({ ...one, path: `${kind}[${i}].${one.path}` })),
          ),
        ),
      ]
    : read.problems;
  const detail = problems.slice(0, 5).map(({ path, message }) => `${path} ${message}`);
  return read.ok && problems.length === 0
    ? done(read.value)
    : importFailure('unexpected-shape', { what: 'the plan', detail: detail.join('; ') });
}
