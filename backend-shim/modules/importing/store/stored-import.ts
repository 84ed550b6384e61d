/** Reads and writes the JSON columns of imports. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { appliedCounts, importCounts, runFailure, runProgress, runStep } from '#modules/importing/contract/wizard';
import { SCOPES } from '#contract/people/token';
import type { ImportTable } from '../../../store/schema/imports.ts';
import { readOr } from '../../../store/stored/json.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';

/** The kind that problems with stored imports name. */
export const IMPORTS = 'imports';

const settings = strict({
  days: z.int(),
  localTime: z.boolean(),
  replaceChanged: z.boolean(),
  /** What `apply` makes pages at once. */
  live: z.boolean().default(false),
});
export type StoredImportSettings = z.output<typeof settings>;

/** Who asked for the steps; the fields of `Caller` in rights/. */
const caller = strict({
  kind: z.enum(['person', 'script']),
  name: z.string(),
  tokenId: z.string().optional(),
  guest: z.string().optional(),
  role: z.enum(['Viewer', 'Editor', 'Admin']),
  teams: z.array(z.string()),
  scopes: z.array(z.enum(SCOPES)).nullable(),
  readOnly: z.boolean(),
});
export type StoredImportCaller = z.output<typeof caller>;

const failure = runFailure.omit({ message: true });

const comparison = strict({
  at: z.number(),
  seconds: z.number(),
  equal: z.number(),
  /** Seconds in which the pager names no person. */
  notCompared: z.number().default(0),
  unexplained: z.int(),
});
export type StoredComparison = z.output<typeof comparison>;

const outcome = strict({
  /** Epoch ms. */
  fetchedAt: z.number().nullable(),
  mappedAt: z.number().nullable(),
  plannedAt: z.number().nullable(),
  provenAt: z.number().nullable(),
  appliedAt: z.number().nullable(),
  comparedAt: z.number().nullable(),
  peopleConfirmed: z.boolean(),
  unknownPeople: z.int(),
  counts: importCounts.nullable(),
  applied: appliedCounts.nullable(),
  proof: comparison.nullable(),
  comparisons: z.array(comparison),
});
export type StoredImportOutcome = z.output<typeof outcome>;

export const NO_OUTCOME: StoredImportOutcome = {
  fetchedAt: null,
  mappedAt: null,
  plannedAt: null,
  provenAt: null,
  appliedAt: null,
  comparedAt: null,
  peopleConfirmed: false,
  unknownPeople: 0,
  counts: null,
  applied: null,
  proof: null,
  comparisons: [],
};

const NO_SETTINGS: StoredImportSettings = { days: 90, localTime: false, replaceChanged: false, live: false };

const where = (id: string, field: string) => ({ kind: IMPORTS, id, field });

/** Steps that cannot be read are not run. */
export function stepsOf({ id, steps }: Pick<ImportTable, 'id' | 'steps'>, noting: UnreadableReporter) {
  return readOr(z.array(runStep), steps, where(id, 'steps'), noting, []);
}

export function settingsOf({ id, settings: text }: Pick<ImportTable, 'id' | 'settings'>, noting: UnreadableReporter) {
  return readOr(settings, text, where(id, 'settings'), noting, NO_SETTINGS);
}

/** null: nobody's rights are known, so nothing may be done in their name. */
export function callerOfImport(
  { id, caller: text }: Pick<ImportTable, 'id' | 'caller'>,
  noting: UnreadableReporter,
): StoredImportCaller | null {
  return readOr(caller, text, where(id, 'caller'), noting, null);
}

export function outcomeOf(
  { id, outcome: text }: Pick<ImportTable, 'id' | 'outcome'>,
  noting: UnreadableReporter,
): StoredImportOutcome {
  return readOr(outcome, text, where(id, 'outcome'), noting, NO_OUTCOME);
}

export function progressOf({ id, progress: text }: Pick<ImportTable, 'id' | 'progress'>, noting: UnreadableReporter) {
  return text === null ? null : readOr(runProgress, text, where(id, 'progress'), noting, null);
}

export function failureOf({ id, failure: text }: Pick<ImportTable, 'id' | 'failure'>, noting: UnreadableReporter) {
  return text === null ? null : readOr(failure, text, where(id, 'failure'), noting, null);
}
