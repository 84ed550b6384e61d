/** Writes imports in the contract's form. */
import type { ImportSource } from '#modules/importing/domain/model';
import { failureSentence } from '#modules/importing/contract/failures';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { countsByClass } from '#modules/importing/domain/counts';
import type { ComparisonWire, ImportWire, PlanReport } from '#modules/importing/contract/wizard';
import { removalOf } from '../store/kept-imports.ts';
import { failureOf, outcomeOf, progressOf, settingsOf, stepsOf } from '../store/stored-import.ts';
import type { StoredComparison } from '../store/stored-import.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { iso, isoOrNull } from '../../../http/incident-body.ts';

export function importBody(row: ImportTable, noting: UnreadableReporter): ImportWire {
  const { days, localTime } = settingsOf(row, noting);
  const { comparedAt: _, fetchedAt, mappedAt, plannedAt, provenAt, appliedAt, ...outcome } = outcomeOf(row, noting);
  const failure = failureOf(row, noting);
  return {
    id: row.id,
    source: row.source as ImportSource,
    url: row.url,
    days,
    localTime,
    createdAt: iso(row.created_at),
    createdBy: row.created_by,
    steps: stepsOf(row, noting),
    progress: progressOf(row, noting),
    failure: failure && { ...failure, message: failureSentence(failure) },
    fetchedAt: isoOrNull(fetchedAt),
    mappedAt: isoOrNull(mappedAt),
    plannedAt: isoOrNull(plannedAt),
    provenAt: isoOrNull(provenAt),
    appliedAt: isoOrNull(appliedAt),
    switchedAt: isoOrNull(row.switched_at),
    removedAt: iso(removalOf(row)),
    ...outcome,
    proof: outcome.proof && comparisonBody(outcome.proof),
    comparisons: outcome.comparisons.map(comparisonBody),
  };
}

function comparisonBody({ at, ...sums }: StoredComparison): ComparisonWire {
  return { at: iso(at), ...sums };
}

/** Bodies of objects hold tokens and numbers, and are not part of it. */
export function reportBody({ source, from, to, unknown, items, escalations }: ImportPlan): PlanReport {
  return { source, from, to, counts: countsByClass(items), unknown, items, escalations };
}
