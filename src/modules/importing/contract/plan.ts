/** Defines `plan.json` of an import: the objects for Vigie, and what became of each object of the source. */
import { z } from 'zod';
import { DIFFERENCE_CAUSES, IMPORT_CLASSES, IMPORT_SOURCES, ROTA_CHOICES } from '#modules/importing/domain/model';
import { strict } from '#contract/base/schema';
import { instant } from '#contract/base/scalars';
import { escalationLine } from '#modules/importing/contract/escalation-lines';
import { IMPORT_REASONS } from '#modules/importing/contract/reasons';
import type { ImportReason } from '#modules/importing/contract/reasons';

/** Kinds of objects in reports, in their order there. */
export const IMPORT_KINDS = [
  'rota',
  'override',
  'swap',
  'policy',
  'step',
  'integration',
  'route',
  'heartbeat',
  'maintenance',
  'person',
  'contact-method',
  'personal-rule',
  'team',
  'channel',
  'other',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const importSource = z.enum(IMPORT_SOURCES);
export const importClass = z.enum(IMPORT_CLASSES);
export const differenceCause = z.enum(DIFFERENCE_CAUSES);
const importReason = z.enum(Object.keys(IMPORT_REASONS) as [ImportReason, ...ImportReason[]]);
const importData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** One object of the source. */
export const importItem = strict({
  kind: z.enum(IMPORT_KINDS),
  sourceId: z.string(),
  name: z.string(),
  /** null: nothing in Vigie stands for it. */
  vigieId: z.string().nullable(),
  class: importClass,
  reason: importReason,
  data: importData,
});
export type ImportItem = z.output<typeof importItem>;

/** What the proof of a rota must know. */
const plannedProof = strict({
  rota: z.string(),
  /** The schedule of the source whose answer is compared. */
  schedule: z.string(),
  class: importClass,
  predicted: z.array(strict({ cause: differenceCause, start: z.number(), end: z.number() })),
  frozenUntil: instant.nullable(),
  /** What a person wants of it, where it cannot be compared or cannot be said in layers. */
  chosen: z.enum(ROTA_CHOICES).optional(),
});
export type PlannedProof = z.output<typeof plannedProof>;

/** An escalation on both sides, a line for each step. */
export const escalationText = strict({
  sourceId: z.string(),
  name: z.string(),
  vigieId: z.string(),
  source: z.array(z.string()),
  vigie: z.array(z.string()),
  /** The same lines, for words in the reader's language; absent in plans that were made before there were any. */
  sourceLines: z.array(escalationLine).nullish(),
  vigieLines: z.array(escalationLine).nullish(),
});
export type EscalationText = z.output<typeof escalationText>;

/** The kinds of objects that an import makes, in the order in which they are saved. */
export const IMPORTED_KINDS = [
  'users',
  'teams',
  'channels',
  'timeWindows',
  'rotas',
  'escalationPolicies',
  'integrations',
  'maintenances',
] as const;
export type ImportedKind = (typeof IMPORTED_KINDS)[number];

/** Bodies in the form of files and of the API. */
const importedBody = z.record(z.string(), z.unknown());
export type ImportedBody = z.output<typeof importedBody>;

export const importPlan = strict({
  planVersion: z.literal(1),
  source: importSource,
  /** Hash of the snapshot's manifest: a plan of another snapshot is made anew. */
  snapshot: z.string(),
  from: instant,
  to: instant,
  /** Logins that stand for people whom nobody has mapped; they block `apply`. */
  unknown: z.array(z.string()),
  /** Person of the source → login, or a stand-in; null: their turns are left empty. */
  people: z.record(z.string(), z.string().nullable()),
  /** `<kind> <id>` of objects of which the source showed less than they are: those that Vigie has stay as they are. */
  unread: z.array(z.string()).optional(),
  items: z.array(importItem),
  objects: z.record(z.enum(IMPORTED_KINDS), z.array(importedBody)),
  proofs: z.array(plannedProof),
  escalations: z.array(escalationText),
});
export type ImportPlan = z.output<typeof importPlan>;
