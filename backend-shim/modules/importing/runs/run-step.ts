/** Runs one step of an import, and says what changes in what is known of it. */
import type { ImportResult } from '#modules/importing/contract/failures';
import { done } from '#modules/importing/contract/failures';
import type { ImportProof } from '#modules/importing/contract/proof';
import type { ImportPersonWire, RunStep } from '#modules/importing/contract/wizard';
import { countsByClass } from '#modules/importing/domain/counts';
import { comparePagesStep } from '../client/pages/compare-pages.ts';
import type { PagerImport } from '../client/pager.ts';
import type { MappedPerson } from '../client/people/people-file.ts';
import type { ImportSettings, ImportWorld } from '../client/settings.ts';
import { stableJson } from '../client/snapshot/files.ts';
import type { SnapshotFolder } from '../client/snapshot/files.ts';
import { applyStep } from '../client/steps/apply.ts';
import type { ImportContext } from '../client/steps/context.ts';
import { fetchStep } from '../client/steps/fetch.ts';
import { planStep } from '../client/steps/plan.ts';
import { proveStep, unexplained } from '../client/steps/prove.ts';
import { MAPPED_PEOPLE, PEOPLE } from '../store/import-files.ts';
import type { StoredComparison, StoredImportOutcome, StoredImportSettings } from '../store/stored-import.ts';
import { KEY_FILE, TOKEN_FILE } from './run-world.ts';
import type { OutcomeChange } from './step-ports.ts';

export interface StepParts {
  pager: PagerImport;
  url: string;
  settings: StoredImportSettings;
  world: ImportWorld;
  folder: SnapshotFolder;
  /** Before the step. */
  outcome: StoredImportOutcome;
}

/** Longer lists of daily comparisons show nothing more. */
const MOST_COMPARISONS = 120;

export function runStep(step: RunStep, parts: StepParts): Promise<ImportResult<OutcomeChange>> {
  const context = contextOf(step, parts);
  const now = parts.world.clock.machine();
  switch (step) {
    case 'fetch':
      return fetched(context, now);
    case 'plan':
      return planned(context, now);
    case 'prove':
      return proven(context, now);
    case 'apply':
      return applied(context, now);
    case 'compare':
      return compared(context, parts.outcome, now);
  }
}

function contextOf(step: RunStep, { pager, url, settings, world, folder }: StepParts): ImportContext {
  const given: ImportSettings = {
    source: pager.name,
    step: null,
    snapshot: folder.path,
    url,
    keyFile: KEY_FILE,
    // The steps add the path of the API; requests go to this sidecar, whatever stands before it.
    vigie: '',
    vigieTokenFile: TOKEN_FILE,
    people: PEOPLE,
    days: settings.days,
    toFolder: null,
    localTime: settings.localTime,
    redact: false,
    again: step === 'compare',
    yes: settings.replaceChanged,
    live: settings.live,
    json: false,
  };
  return { settings: given, world, pager, folder };
}

async function fetched(context: ImportContext, now: number): Promise<ImportResult<OutcomeChange>> {
  const result = await fetchStep(context);
  return result.ok ? done({ fetchedAt: now, plannedAt: null, proof: null }) : result;
}

async function planned(context: ImportContext, now: number): Promise<ImportResult<OutcomeChange>> {
  const result = await planStep(context);
  if (!result.ok) {
    return result;
  }
  const { plan, people, isConfirmed } = result.value;
  const written = await context.folder.write(MAPPED_PEOPLE, stableJson(people.people.map(personWire)));
  return written.ok
    ? done({
        plannedAt: now,
        peopleConfirmed: isConfirmed,
        unknownPeople: plan.unknown.length,
        counts: countsByClass(plan.items),
        proof: null,
      })
    : written;
}

function personWire({ id, name, email, username, login, by }: MappedPerson): ImportPersonWire {
  const isEmpty = login !== null && typeof login !== 'string';
  return { id, name, email, username, login: isEmpty ? null : login, leaveEmpty: isEmpty, by };
}

async function proven(context: ImportContext, now: number): Promise<ImportResult<OutcomeChange>> {
  const result = await proveStep(context);
  return result.ok ? done({ provenAt: now, proof: sumOf(result.value, now) }) : result;
}

async function applied(context: ImportContext, now: number): Promise<ImportResult<OutcomeChange>> {
  const result = await applyStep(context);
  return result.ok ? done({ appliedAt: now, applied: { ...result.value } }) : result;
}

async function compared(
  context: ImportContext,
  { comparisons }: StoredImportOutcome,
  now: number,
): Promise<ImportResult<OutcomeChange>> {
  const result = await proveStep(context);
  if (!result.ok) {
    return result;
  }
  // Pages that could not be compared are said with them: who is on call was compared all the same.
  const pages = await comparePagesStep(context, result.value);
  return pages.ok
    ? done({ comparedAt: now, comparisons: [...comparisons, sumOf(result.value, now)].slice(-MOST_COMPARISONS) })
    : pages;
}

function sumOf(proof: ImportProof, at: number): StoredComparison {
  const sum = (of: (rota: ImportProof['rotas'][number]) => number) =>
    proof.rotas.reduce((all, one) => all + of(one), 0);
  return {
    at,
    seconds: sum(({ seconds }) => seconds),
    equal: sum(({ equal }) => equal),
    notCompared: sum(({ notCompared }) => notCompared),
    unexplained: unexplained(proof),
  };
}
