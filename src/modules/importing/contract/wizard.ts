/** Defines **imports** as the wizard runs them: what an Admin asks for, how far an import is, and what it found. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant, login } from '#contract/base/scalars';
import { asProblem } from '#contract/base/why';
import { IMPORT_FAILURES } from '#modules/importing/contract/failures';
import type { ImportFailureCode } from '#modules/importing/contract/failures';
import { escalationText, importClass, importItem, importSource } from '#modules/importing/contract/plan';
import { listOf } from '#contract/list';
import { ROTA_CHOICES } from '#modules/importing/domain/model';

/** `compare` asks the pager anew and compares its answer with what Vigie has saved. */
const RUN_STEPS = ['fetch', 'plan', 'prove', 'apply', 'compare'] as const;
export type RunStep = (typeof RUN_STEPS)[number];
export const runStep = z.enum(RUN_STEPS);

/** The longest key file: GoAlert's keys are some hundred characters each. */
const LONGEST_KEY = 20_000;

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}${url.hash}` === ''
  );
}

const pagerUrl = z
  .string()
  .max(1_000)
  .refine(
    isPlainAddress,
    asProblem('must be an address such as https://pager.example.com, without a password and without a query', {
      reason: 'wrong-format',
      data: { format: 'web-address' },
    }),
  );

/** One key, or several on lines of their own where the pager binds a key to a purpose. */
const pagerKey = z
  .string()
  .max(LONGEST_KEY)
  .refine((text) => text.trim() !== '', asProblem('must not be empty', { reason: 'empty' }))
  .refine(
    // Keys are sent as headers, which take no other characters.
    (text) => /^[\x20-\x7e\r\n\t]*$/.test(text),
    asProblem('must contain only characters that HTTP headers allow', { reason: 'wrong-form' }),
  );

export const newImport = strict({
  source: importSource,
  /** Absent: the pager's own address, if it has only one. */
  url: pagerUrl.optional(),
  key: pagerKey,
  /** How many days are compared. */
  days: z.int().min(1).max(365).default(90),
  /** Keep the wall clock where the pager counts in UTC. */
  localTime: z.boolean().default(false),
});
export type NewImport = z.output<typeof newImport>;

/** Reads the pager again; a key replaces the stored one. */
export const refetch = strict({ key: pagerKey.optional() });

export const applyRequest = strict({
  /** Replace what somebody has changed in Vigie since the last `apply`. */
  replaceChanged: z.boolean().default(false),
  /** What is made pages at once. Else it is in shadow until its teams are switched to real. */
  live: z.boolean().default(false),
});

/** `again`: ask the pager anew, and compare with what Vigie has saved. */
export const proveRequest = strict({ again: z.boolean().default(false) });

export const chosenPeople = strict({
  /** Nothing is applied before somebody has read the map. */
  confirmed: z.boolean(),
  people: z
    .array(
      strict({
        /** The pager's id. */
        id: z.string().min(1).max(500),
        /** null: not known yet. */
        login: login.nullable(),
        /** The turns of the person are left empty. */
        leaveEmpty: z.boolean().default(false),
      }),
    )
    .max(10_000),
});
export type ChosenPeople = z.output<typeof chosenPeople>;

export const chosenRotas = strict({
  rotas: z
    .array(
      strict({
        /** The pager's id. */
        schedule: z.string().min(1).max(500),
        choice: z.enum(ROTA_CHOICES),
      }),
    )
    .max(10_000),
});
export type ChosenRotas = z.output<typeof chosenRotas>;

/** Schedules of which no rota gives the same, with what was chosen for them; null: nothing yet. */
export const rotaChoices = strict({
  items: z.array(strict({ schedule: z.string(), name: z.string(), choice: z.enum(ROTA_CHOICES).nullable() })),
});
export type RotaChoicesWire = z.output<typeof rotaChoices>;

export const importPerson = strict({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  login: z.string().nullable(),
  leaveEmpty: z.boolean(),
  /** How the login was found. */
  by: z.enum(['file', 'mail', 'login', 'nothing']),
});
export type ImportPersonWire = z.output<typeof importPerson>;

export const importCounts = z.record(importClass, z.int());

/** One comparison in sum. */
const comparison = strict({
  at: instant,
  seconds: z.number(),
  equal: z.number(),
  /** Seconds in which the pager names no person. */
  notCompared: z.number().default(0),
  unexplained: z.int(),
});
export type ComparisonWire = z.output<typeof comparison>;

export const appliedCounts = strict({
  made: z.int(),
  changed: z.int(),
  same: z.int(),
  /** `<kind> <id>` of what stays as somebody made it in Vigie, or as it was since the pager did not show it. */
  kept: z.array(z.string()).default([]),
  /** Ids of teams that are in shadow: what belongs to them pages nobody before somebody switches them to real. */
  silent: z.array(z.string()).default([]),
});
export type AppliedWire = z.output<typeof appliedCounts>;

export const runFailure = strict({
  step: runStep,
  code: z.enum(Object.keys(IMPORT_FAILURES) as [ImportFailureCode, ...ImportFailureCode[]]),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});

/** What the running step last said, in English; `done` of `total` where it counts. */
export const runProgress = strict({ line: z.string(), done: z.int().nullable(), total: z.int().nullable() });

export const importWire = strict({
  id: z.string(),
  source: importSource,
  url: z.string(),
  days: z.int(),
  localTime: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  /** What is still to be done, the running step first; empty: nothing runs. */
  steps: z.array(runStep),
  progress: runProgress.nullable(),
  /** Why the last step ended without a result. */
  failure: runFailure.nullable(),
  fetchedAt: instant.nullable(),
  /** When somebody last saved the map of people. */
  mappedAt: instant.nullable(),
  plannedAt: instant.nullable(),
  provenAt: instant.nullable(),
  appliedAt: instant.nullable(),
  switchedAt: instant.nullable(),
  /** When snapshot and key are deleted if nobody does so earlier. */
  removedAt: instant,
  peopleConfirmed: z.boolean(),
  /** People whom nobody has mapped; they block `apply`. */
  unknownPeople: z.int(),
  /** How many of the pager's objects ended in each class; null: there is no plan. */
  counts: importCounts.nullable(),
  applied: appliedCounts.nullable(),
  /** The comparison of the plan. */
  proof: comparison.nullable(),
  /** Comparisons of what is saved, oldest first. */
  comparisons: z.array(comparison),
});
export type ImportWire = z.output<typeof importWire>;

export const importDetail = strict({ ...importWire.shape, people: z.array(importPerson) });
export type ImportDetail = z.output<typeof importDetail>;

/** A pager from which this version can move a team. */
const importablePager = strict({
  source: importSource,
  /** null: each installation has its own address. */
  url: z.string().nullable(),
});
export type ImportablePager = z.output<typeof importablePager>;

export const importList = strict({ ...listOf(importWire).shape, sources: z.array(importablePager) });
export type ImportList = z.output<typeof importList>;

/** What became of each object, without keys and numbers. */
export const planReport = strict({
  source: importSource,
  from: instant,
  to: instant,
  counts: importCounts,
  unknown: z.array(z.string()),
  items: z.array(importItem),
  escalations: z.array(escalationText),
});
export type PlanReport = z.output<typeof planReport>;
